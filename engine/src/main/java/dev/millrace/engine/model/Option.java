package dev.millrace.engine.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Documents one component of an options record. The command line, its help, the TOML keys and the
/// checks of range and choice come from it. The option's name is the component's in kebab case.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {
  /// What it does, one sentence without a full stop.
  String value();

  /// The default in the form a user would type; empty means none (an `Optional` component, or
  /// required).
  String byDefault() default "";

  /// The unit of a number, such as `frames` or `um`; what a text stands for, such as `path`.
  String unit() default "";

  double min() default Double.NEGATIVE_INFINITY;

  double max() default Double.POSITIVE_INFINITY;

  /// The flag's name when it is not the component's.
  String name() default "";

  /// Where the option stands in the help.
  String group() default "";
}
