package dev.millrace.engine.exec;

import dev.millrace.engine.journal.ChunkTail.Fault;
import dev.millrace.engine.journal.Commit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Takes durable chunks in item order and makes the phase's results of them, while the phase still
/// runs. Whichever worker has a moment moves it on; one at a time. After a crash it starts again
/// from the first chunk: only chunks are ever kept, results are made from them.
abstract class Closer implements AutoCloseable {
  private static final long SLICE_NANOS = 50_000_000;

  final PhaseState state;
  final PartReader reader;
  final ClosingOutput output;
  private final ReentrantLock lock = new ReentrantLock();
  private long nextItem;

  Closer(PhaseState state, PartReader reader, ClosingOutput output) {
    this.state = state;
    this.reader = reader;
    this.output = output;
  }

  /// Takes the records of one item, in order.
  abstract void item(int log, PartReader.ItemHeader header);

  /// Hears of failed items of the chunk that comes next.
  void failed(Fault fault) {}

  /// After the last item.
  abstract void end();

  /// Moves on as far as chunks are durable, for a slice of time at most; returns at once when
  /// another thread does so already.
  ///
  /// @return whether it moved
  final boolean advance() {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      boolean moved = false;
      long until = System.nanoTime() + SLICE_NANOS;
      for (Commit commit = next(); commit != null; commit = next()) {
        chunk(commit);
        moved = true;
        if (System.nanoTime() > until) {
          break;
        }
      }
      return moved;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Commit next() {
    return nextItem < state.end() ? state.commitAt(nextItem) : null;
  }

  private void chunk(Commit commit) {
    reader.failed(commit).forEach(this::failed);
    long at = commit.offset();
    long chunkEnd = commit.offset() + commit.recordBytes();
    while (at < chunkEnd) {
      reader.seek(commit.log(), at);
      PartReader.ItemHeader header = reader.header();
      reader.check(commit.log(), header);
      item(commit.log(), header);
      at = header.offset() + header.bytes();
    }
    nextItem = commit.end();
  }

  /// Takes what is left, then completes the results. All chunks are durable.
  final ClosingOutput.Finished finish() {
    lock.lock();
    try {
      for (Commit commit = next(); commit != null; commit = next()) {
        chunk(commit);
      }
      if (nextItem != state.end()) {
        throw new IllegalStateException("item " + nextItem + " of " + state.end() + " is missing");
      }
      end();
      return output.finish();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    output.close();
    reader.close();
  }
}
