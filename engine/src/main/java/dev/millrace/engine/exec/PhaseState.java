package dev.millrace.engine.exec;

import dev.millrace.engine.journal.ChunkTail;
import dev.millrace.engine.journal.ChunkTail.Fault;
import dev.millrace.engine.journal.Commit;
import dev.millrace.engine.journal.CommitTable;
import dev.millrace.engine.model.Dataset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a phase while it runs: which chunks are durable, what failed, how far it is.
/// Thread-safe.
final class PhaseState implements GroupCommitter.Listener {
  private final CommitTable table;
  private final Dataset<?> dataset;
  private final long end;
  private final List<Fault> failed = new ArrayList<>();
  private final List<Fault> degraded = new ArrayList<>();
  private long committedItems;
  private long finishedItems;
  private long rejected;
  private long newChunks;
  private long splits;

  /// @param end one past the last index that will be committed: the dataset's size, plus one for a
  ///   fold's last results
  PhaseState(CommitTable table, Dataset<?> dataset, long end) {
    this.table = table;
    this.dataset = dataset;
    this.end = end;
    for (int i = 0; i < table.size(); i++) {
      committedItems += table.end(i) - table.first(i);
    }
    finishedItems = committedItems;
  }

  Dataset<?> dataset() {
    return dataset;
  }

  long end() {
    return end;
  }

  /// Takes over what a chunk says of its items, new or from an earlier attempt.
  synchronized void learn(ChunkTail tail) {
    failed.addAll(tail.failed());
    degraded.addAll(tail.degraded());
    rejected += tail.rejected();
  }

  synchronized void finished(long items) {
    finishedItems += items;
    newChunks++;
  }

  synchronized void split() {
    splits++;
  }

  @Override
  public synchronized void committed(List<Commit> commits) {
    for (Commit commit : commits) {
      table.add(commit);
      committedItems += commit.end() - commit.first();
    }
    notifyAll();
  }

  /// The durable chunk that starts at `item`, or null while there is none.
  synchronized @Nullable Commit commitAt(long item) {
    int i = table.indexFrom(item);
    return i < table.size() && table.first(i) == item ? table.get(i) : null;
  }

  synchronized int commits() {
    return table.size();
  }

  synchronized Commit commit(int i) {
    return table.get(i);
  }

  synchronized boolean allCommitted() {
    return committedItems >= end;
  }

  synchronized boolean committedUpTo(long items) {
    return committedItems >= items;
  }

  /// Waits for news of commits, a little.
  synchronized void awaitNews(long millis) throws InterruptedException {
    long until = System.nanoTime() + millis * 1_000_000;
    int seen = table.size();
    long left = millis;
    while (table.size() == seen && committedItems < end && left > 0) {
      wait(left);
      left = (until - System.nanoTime()) / 1_000_000;
    }
  }

  synchronized void closingFault(boolean isFailure, Fault fault) {
    (isFailure ? failed : degraded).add(fault);
  }

  synchronized List<Fault> failed() {
    List<Fault> sorted = new ArrayList<>(failed);
    sorted.sort(Comparator.comparingLong(Fault::item));
    return sorted;
  }

  synchronized List<Fault> degraded() {
    List<Fault> sorted = new ArrayList<>(degraded);
    sorted.sort(Comparator.comparingLong(Fault::item));
    return sorted;
  }

  synchronized long failedCount() {
    return failed.size();
  }

  synchronized long rejected() {
    return rejected;
  }

  synchronized long finishedItems() {
    return finishedItems;
  }

  synchronized long newChunks() {
    return newChunks;
  }

  synchronized long splits() {
    return splits;
  }

  synchronized long overlappingItems() {
    return table.overlappingItems();
  }

  /// An item's name, also for the pseudo-item of a fold's last results.
  String itemName(long item) {
    return item >= 0 && item < dataset.size() ? dataset.name(item) : "";
  }
}
