package dev.millrace.engine.exec;

import dev.millrace.engine.errors.UsageException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/// Finds the record types that stages and closings were declared with, so that no pipeline has to
/// name them twice.
final class TypeArguments {
  private TypeArguments() {}

  /// The type that `implementation` gives to the `index`-th parameter of `contract`.
  ///
  /// @throws UsageException for a lambda or a generic class, whose types are not known at run time
  static Class<?> of(Object implementation, Class<?> contract, int index) {
    for (Type type : implementation.getClass().getGenericInterfaces()) {
      if (type instanceof ParameterizedType parameterized
          && parameterized.getRawType() == contract) {
        Type argument = parameterized.getActualTypeArguments()[index];
        if (argument instanceof Class<?> found) {
          return found;
        }
      }
    }
    throw new UsageException(
        "pipeline.types",
        implementation.getClass().getName()
            + " must be a record that implements "
            + contract.getSimpleName()
            + " with plain types, as in: record Name(...) implements "
            + contract.getSimpleName()
            + "<A, B>");
  }
}
