package dev.millrace.engine.exec;

import dev.millrace.engine.cost.CostModel;
import dev.millrace.engine.journal.CommitTable;
import dev.millrace.engine.model.Dataset;
import dev.millrace.engine.plan.ChunkSizer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Which items nobody has started yet, and the chunks cut from them in order. Thread-safe.
final class Schedule {
  /// A chunk to run.
  ///
  /// @param retries how often it, or what it was split from, was refused memory
  record Range(long first, long end, int retries) {
    long items() {
      return end - first;
    }
  }

  private final ArrayDeque<Range> gaps = new ArrayDeque<>();
  private final Dataset<?> dataset;
  private final ChunkSizer sizer;
  private final CostModel cost = new CostModel();
  private long largestChunk;
  private long waitingItems;
  private long admittedEnd = Long.MAX_VALUE;

  Schedule(Dataset<?> dataset, CommitTable committed, ChunkSizer sizer) {
    this.dataset = dataset;
    this.sizer = sizer;
    long next = 0;
    for (int i = 0; i < committed.size(); i++) {
      addGap(next, committed.first(i));
      next = Math.max(next, committed.end(i));
    }
    addGap(next, dataset.size());
  }

  private void addGap(long first, long end) {
    if (first < end) {
      gaps.add(new Range(first, end, 0));
      waitingItems += end - first;
    }
  }

  /// The next chunk, or null when nothing may start now.
  synchronized @Nullable Range take() {
    Range gap = gaps.peekFirst();
    if (gap == null || gap.first >= admittedEnd) {
      return null;
    }
    gaps.removeFirst();
    Range chunk = gap;
    if (gap.retries == 0) {
      long items = sizer.next(cost, largestChunk, dataset.weight(gap.first), waitingItems);
      long end = Math.min(gap.end, gap.first + items);
      chunk = new Range(gap.first, end, 0);
      if (end < gap.end) {
        gaps.addFirst(new Range(end, gap.end, 0));
      }
    }
    waitingItems -= chunk.items();
    return chunk;
  }

  /// Takes back a chunk that could not run.
  synchronized void giveBack(Range range) {
    gaps.addFirst(range);
    waitingItems += range.items();
  }

  /// For ordered folds: nothing from this item on may start yet.
  synchronized void admitBelow(long item) {
    admittedEnd = item;
  }

  synchronized void learn(long first, long end, double seconds) {
    double weight = 0;
    for (long i = first; i < end; i++) {
      weight += dataset.weight(i);
    }
    cost.learn(weight, seconds);
    largestChunk = Math.max(largestChunk, end - first);
  }

  synchronized boolean empty() {
    return gaps.isEmpty();
  }

  synchronized long waitingItems() {
    return waitingItems;
  }

  synchronized double secondsPerItem() {
    return cost.secondsPerWeight();
  }

  synchronized long largestChunk() {
    return largestChunk;
  }
}
