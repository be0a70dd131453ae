package dev.millrace.engine.exec;

import dev.millrace.engine.errors.BudgetException;
import dev.millrace.engine.errors.ResumeException;
import dev.millrace.engine.io.PartLog;
import dev.millrace.engine.journal.ChunkTail;
import dev.millrace.engine.journal.ChunkTail.Fault;
import dev.millrace.engine.journal.Commit;
import dev.millrace.engine.journal.RecordCodec;
import dev.millrace.engine.journal.RecordInput;
import dev.millrace.engine.memory.ReservationRefused;
import dev.millrace.engine.model.Emitter;
import dev.millrace.engine.model.Fold;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The ordered fold of a phase: finished chunks wait here, in counted memory, until all before them
/// are folded. State and results are committed together, several chunks at a time when they come
/// fast. Workers [#park] from any thread; one at a time folds.
final class FoldLine implements AutoCloseable {
  private static final long COMMIT_NANOS = 250_000_000;
  private static final long COMMIT_BYTES = 8 << 20;

  /// A chunk whose map stages are done.
  record Parked(Schedule.Range range, HeapTarget bytes, ChunkTail tail) {}

  private final int phase;
  private final PhaseState state;
  private final RunResources run;
  private final Fold<Object, Object, Object> fold;
  private final RecordCodec<Object> inCodec;
  private final RecordCodec<Object> stateCodec;
  private final RecordCodec<Object> outCodec;
  private final ItemContext context;
  private final PartLog log;
  private final int logNumber;
  private final PartWriter writer;
  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<Long, Parked> parked = new TreeMap<>();
  private final List<ChunkTail> tails = new ArrayList<>();
  private Object carried;
  private volatile long next;
  private long commitFirst;
  private long lastCommit = System.nanoTime();

  /// @param resumeFrom the last commit of an earlier attempt
  @SuppressWarnings("unchecked") // types were taken from the fold's own declaration
  FoldLine(
      int phase,
      PhaseState state,
      RunResources run,
      Fold<?, ?, ?> fold,
      ItemContext context,
      @Nullable Commit resumeFrom) {
    this.phase = phase;
    this.state = state;
    this.run = run;
    this.fold = (Fold<Object, Object, Object>) fold;
    this.stateCodec = codec(fold, 0);
    this.inCodec = codec(fold, 1);
    this.outCodec = codec(fold, 2);
    this.context = context;
    this.logNumber = run.newLogNumber();
    this.log = run.openLog(logNumber);
    this.writer = new PartWriter(log);
    writer.beginChunk();
    if (resumeFrom == null) {
      this.carried = this.fold.start();
    } else {
      next = resumeFrom.end();
      try (PartReader reader = run.newReader()) {
        this.carried = reader.state(resumeFrom, stateCodec);
      }
    }
    commitFirst = next;
  }

  @SuppressWarnings("unchecked") // the codec casts what it is given
  private static RecordCodec<Object> codec(Fold<?, ?, ?> fold, int parameter) {
    return (RecordCodec<Object>) RecordCodec.of(TypeArguments.of(fold, Fold.class, parameter));
  }

  /// The item whose turn it is.
  long next() {
    return next;
  }

  boolean complete() {
    return next >= state.dataset().size();
  }

  void park(Parked chunk) {
    synchronized (parked) {
      parked.put(chunk.range().first(), chunk);
    }
  }

  /// Gives waiting chunks back to the schedule, to free their memory for the one whose turn it is.
  void unpark(Schedule schedule) {
    synchronized (parked) {
      for (Parked chunk : parked.descendingMap().values()) {
        chunk.bytes().close();
        schedule.giveBack(chunk.range());
      }
      parked.clear();
    }
  }

  /// Folds the chunks whose turn it is; returns at once when another thread does so already.
  boolean advance() {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      boolean moved = false;
      for (Parked chunk = takeNext(); chunk != null; chunk = takeNext()) {
        foldChunk(chunk);
        moved = true;
      }
      return moved;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Parked takeNext() {
    synchronized (parked) {
      return parked.remove(next);
    }
  }

  private void foldChunk(Parked chunk) {
    byte[] snapshot = PartWriter.bytesOf(stateCodec, carried);
    context.beginChunk();
    Set<Long> failed = new HashSet<>();
    HeapReader in = new HeapReader(chunk.bytes());
    while (in.left()) {
      PartReader.ItemHeader header = in.header();
      int start = in.offset();
      writer.beginItem(header.item());
      try {
        foldItem(in, header, result -> writer.record("", outCodec, result));
        writer.endItem();
      } catch (BudgetException | ResumeException | ReservationRefused stopsRun) {
        throw stopsRun;
      } catch (RuntimeException failure) {
        writer.dropItem();
        context.fail(failure);
        failed.add(header.item());
        carried = replay(snapshot, chunk, header.item(), failed);
        in.seek(start + (int) header.bytes());
      }
    }
    chunk.bytes().close();
    tails.add(withFaults(chunk.tail()));
    next = chunk.range().end();
    boolean due =
        System.nanoTime() - lastCommit > COMMIT_NANOS || writer.chunkBytes() > COMMIT_BYTES;
    if (due || complete()) {
      commit();
    }
  }

  private void foldItem(HeapReader in, PartReader.ItemHeader header, Emitter<Object> out) {
    context.beginItem(header.item());
    for (int i = 0; i < header.records(); i++) {
      in.skipFrame();
      carried = fold.fold(carried, inCodec.read(in), context, out);
    }
    context.endItem();
  }

  /// The state as if the failed items had never been: from the snapshot, up to `end`.
  private Object replay(byte[] snapshot, Parked chunk, long end, Set<Long> failed) {
    carried = stateCodec.read(new HeapReader(snapshot));
    HeapReader in = new HeapReader(chunk.bytes());
    while (in.left()) {
      PartReader.ItemHeader header = in.header();
      if (header.item() >= end) {
        break;
      }
      if (failed.contains(header.item())) {
        in.seek(in.offset() + (int) header.bytes());
      } else {
        foldItem(in, header, ignored -> {});
      }
    }
    return carried;
  }

  private ChunkTail withFaults(ChunkTail tail) {
    List<Fault> failed = new ArrayList<>(tail.failed());
    failed.addAll(context.failed());
    List<Fault> degraded = new ArrayList<>(tail.degraded());
    degraded.addAll(context.degradedItems());
    List<Fault> letters = new ArrayList<>(tail.deadLetters());
    letters.addAll(context.deadLetters());
    return new ChunkTail(
        failed,
        degraded,
        tail.rejected() + context.rejectedRows(),
        letters,
        tail.cost(),
        tail.costs(),
        tail.inputs());
  }

  private void commit() {
    if (commitFirst == next) {
      return;
    }
    ChunkTail tail = ChunkTail.merged(tails);
    state.learn(tail);
    Commit commit = writer.endChunk(phase, logNumber, commitFirst, next, stateCodec, carried, tail);
    run.committer().submit(commit, log, state);
    writer.beginChunk();
    tails.clear();
    commitFirst = next;
    lastCommit = System.nanoTime();
  }

  /// Commits what is folded, though more is to come: the run stops here.
  void commitPrefix() {
    lock.lock();
    try {
      commit();
    } finally {
      lock.unlock();
    }
  }

  /// The results after the last record.
  void finish() {
    lock.lock();
    try {
      commit();
      long last = state.dataset().size();
      if (next == last) {
        context.beginChunk();
        context.beginItem(last);
        writer.beginItem(last);
        fold.finish(carried, context, result -> writer.record("", outCodec, result));
        writer.endItem();
        tails.add(withFaults(ChunkTail.EMPTY));
        next = last + 1;
        commit();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    log.close();
  }

  /// Reads a chunk from memory.
  private static final class HeapReader extends RecordInput {
    HeapReader(HeapTarget target) {
      super(target.bytes());
      limit = target.size();
    }

    HeapReader(byte[] bytes) {
      super(bytes);
      limit = bytes.length;
    }

    boolean left() {
      return at < limit;
    }

    int offset() {
      return at;
    }

    void seek(int offset) {
      at = offset;
    }

    PartReader.ItemHeader header() {
      return new PartReader.ItemHeader(getLong(), getInt(), getLong(), getInt(), at);
    }

    void skipFrame() {
      getInt();
      int keyBytes = getShort();
      at += keyBytes;
    }

    @Override
    protected void fill(int bytes) {
      throw new IllegalStateException("a chunk in memory ends early");
    }
  }
}
