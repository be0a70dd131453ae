package dev.millrace.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A dataset, the read-only side inputs, a chain of map stages and one closing.
///
/// @param blockItems items that must stay in one chunk, counted from item 0; 1 when any cut will do
public record Phase(
    String name,
    Source<?> source,
    int blockItems,
    List<SideInput<?>> sides,
    List<NamedStage> stages,
    Closing closing) {

  /// A stage and its name in profiles and messages.
  public record NamedStage(String name, Stage<?, ?> stage) {}

  public Phase {
    sides = List.copyOf(sides);
    stages = List.copyOf(stages);
    if (blockItems < 1) {
      throw new IllegalArgumentException("phase " + name + ": blocks of " + blockItems + " items");
    }
  }

  /// A phase under construction whose last stage emits `T`.
  public static final class Open<T> {
    private final Pipeline before;
    private final String name;
    private final Source<?> source;
    private final int blockItems;
    private final List<SideInput<?>> sides;
    private final List<NamedStage> stages;

    Open(
        Pipeline before,
        String name,
        Source<?> source,
        int blockItems,
        List<SideInput<?>> sides,
        List<NamedStage> stages) {
      this.before = before;
      this.name = name;
      this.source = source;
      this.blockItems = blockItems;
      this.sides = sides;
      this.stages = stages;
    }

    /// Loads a side input before the phase starts.
    public Open<T> with(SideInput<?> side) {
      return new Open<>(before, name, source, blockItems, plus(sides, side), stages);
    }

    /// Chunks are whole blocks of so many items, counted from item 0: the fixed tree that
    /// reductions across items need.
    public Open<T> blocksOf(int items) {
      return new Open<>(before, name, source, items, sides, stages);
    }

    public <O> Open<O> then(String stageName, Stage<? super T, O> stage) {
      return new Open<>(
          before, name, source, blockItems, sides, plus(stages, new NamedStage(stageName, stage)));
    }

    /// Records of one key come from anywhere; results come in the order of their keys.
    public <G> Closed<G> gather(
        String gatherName, Function<? super T, String> key, Gather<T, G> gather) {
      return byKey(gatherName, key, null, false, gather);
    }

    /// As above, and tells a group which of its items failed.
    ///
    /// @param itemKey the key that a dataset item (not a record) feeds
    public <I, G> Closed<G> gather(
        String gatherName,
        Function<? super T, String> key,
        Function<I, String> itemKey,
        Gather<T, G> gather) {
      return byKey(gatherName, key, itemKey, false, gather);
    }

    /// Records of one key come from neighbouring items: groups close while the phase still runs,
    /// and results keep the items' order.
    public <I, G> Closed<G> gatherAdjacent(
        String gatherName,
        Function<? super T, String> key,
        Function<I, String> itemKey,
        Gather<T, G> gather) {
      return byKey(gatherName, key, itemKey, true, gather);
    }

    public <S, O> Closed<O> fold(String foldName, Fold<S, T, O> fold) {
      return new Closed<>(this, sink -> new Closing.Ordered(foldName, fold, sink));
    }

    /// Records go to a product, in item order.
    public Pipeline to(Sink<T> sink) {
      return close(new Closing.Direct(sink));
    }

    /// Records are kept for later phases, in item order.
    public Pipeline keep() {
      return close(new Closing.Direct(null));
    }

    @SuppressWarnings("unchecked") // the engine hands each function only what the phase emits
    private <G> Closed<G> byKey(
        String gatherName,
        Function<? super T, String> key,
        @Nullable Function<?, String> itemKey,
        boolean adjacent,
        Gather<T, G> gather) {
      return new Closed<>(
          this,
          sink ->
              new Closing.ByKey(
                  gatherName,
                  (Function<Object, String>) key,
                  (Function<Object, String>) itemKey,
                  adjacent,
                  gather,
                  sink));
    }

    private Pipeline close(Closing closing) {
      return before.plus(new Phase(name, source, blockItems, sides, stages, closing));
    }

    private static <E> List<E> plus(List<E> list, E element) {
      List<E> longer = new ArrayList<>(list);
      longer.add(element);
      return longer;
    }
  }

  /// A phase whose closing emits `R`; only the destination is missing.
  public static final class Closed<R> {
    private final Open<?> open;
    private final Function<@Nullable Sink<R>, Closing> closing;

    Closed(Open<?> open, Function<@Nullable Sink<R>, Closing> closing) {
      this.open = open;
      this.closing = closing;
    }

    public Pipeline to(Sink<R> sink) {
      return open.close(closing.apply(sink));
    }

    /// Results are kept for later phases.
    public Pipeline keep() {
      return open.close(closing.apply(null));
    }
  }
}
