package dev.millrace.engine.model;

import java.util.Map;

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
}
