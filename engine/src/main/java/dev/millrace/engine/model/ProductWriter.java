package dev.millrace.engine.model;

import dev.millrace.engine.io.OutputFile;
import java.util.Map;
import java.util.function.Function;

/// A product being written, from results that come in their final order. One thread at a time.
public interface ProductWriter<R> extends AutoCloseable {
  void write(R result);

  /// Writes what is left and completes the product's files.
  ///
  /// @return figures for the run's summary, in the order they should be shown
  Map<String, Object> finish();

  /// Gives up native handles; called after [#finish] and also when the run stops before.
  @Override
  default void close() {}

  /// A text file with a header and one line a result.
  static <R> ProductWriter<R> lines(OutputFile file, String header, Function<R, String> line) {
    return new LineWriter<>(file, header, line);
  }
}
