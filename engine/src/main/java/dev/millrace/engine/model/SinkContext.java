package dev.millrace.engine.model;

import dev.millrace.engine.io.OutputDirectory;
import dev.millrace.engine.memory.Scratch;
import java.util.List;

/// What a product may touch while it is written.
public interface SinkContext {
  /// Where the product's files go; each appears when complete.
  OutputDirectory output();

  Scratch scratch();

  /// The run's seed.
  long seed();

  <T> T side(SideInput<T> side);

  /// The items that failed so far, by name, in item order.
  List<String> failedItems();
}
