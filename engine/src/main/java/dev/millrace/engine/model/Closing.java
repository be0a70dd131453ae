package dev.millrace.engine.model;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How a phase ends, as the engine sees it.
public sealed interface Closing {
  /// Where the results go; null keeps them for later phases.
  @Nullable Sink<?> sink();

  /// Records go on as they are, in item order.
  record Direct(@Nullable Sink<?> sink) implements Closing {}

  /// @param adjacent records of one key come from neighbouring items, so that groups close as the
  ///   run goes on and results keep the items' order
  /// @param itemKey the key that an item will feed, if it can be told beforehand
  record ByKey(
      String name,
      Function<Object, String> recordKey,
      @Nullable Function<Object, String> itemKey,
      boolean adjacent,
      Gather<?, ?> gather,
      @Nullable Sink<?> sink)
      implements Closing {}

  record Ordered(String name, Fold<?, ?, ?> fold, @Nullable Sink<?> sink) implements Closing {}
}
