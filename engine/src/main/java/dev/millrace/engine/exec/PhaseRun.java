package dev.millrace.engine.exec;

import dev.millrace.engine.errors.UsageException;
import dev.millrace.engine.io.LocalInput;
import dev.millrace.engine.io.PartLog;
import dev.millrace.engine.io.ReadRecorder;
import dev.millrace.engine.journal.Commit;
import dev.millrace.engine.journal.CommitTable;
import dev.millrace.engine.journal.RecordCodec;
import dev.millrace.engine.memory.PooledScratch;
import dev.millrace.engine.model.Closing;
import dev.millrace.engine.model.Dataset;
import dev.millrace.engine.model.Fold;
import dev.millrace.engine.model.Gather;
import dev.millrace.engine.model.Phase;
import dev.millrace.engine.model.Sink;
import dev.millrace.engine.model.Stage;
import dev.millrace.engine.model.WorkingSet;
import dev.millrace.engine.plan.ChunkSizer;
import dev.millrace.engine.plan.Workers;
import dev.millrace.engine.profile.StageClock;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Carries out one phase: its workers, the fold or closing that follows them, and the product.
final class PhaseRun implements AutoCloseable {
  private static final WorkingSet ENGINE_PER_WORKER =
      new WorkingSet(PartWriter.heapBytes(), PartLog.nativeBytes());
  private static final long SORT_BUFFER_BYTES = 2 << 20;

  private final int index;
  private final Phase phase;
  private final RunResources run;
  private final SideInputs sides;
  private final PhaseState state;
  private final Workers workers;
  private final Schedule schedule;
  private final RecordCodec<?> codec;
  private final Function<Object, String> key;
  private final @Nullable FoldLine fold;
  private final PooledScratch closingScratch;
  private final Closer closer;
  private final List<MapWorker> mapWorkers = new ArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger holding = new AtomicInteger();
  private final AtomicInteger wantAlone = new AtomicInteger();
  private final ReentrantReadWriteLock alone = new ReentrantReadWriteLock(true);

  PhaseRun(
      int index,
      Phase phase,
      RunResources run,
      Dataset<?> dataset,
      SideInputs sides,
      CommitTable committed) {
    this.index = index;
    this.phase = phase;
    this.run = run;
    this.sides = sides;
    boolean ordered = phase.closing() instanceof Closing.Ordered;
    this.state = new PhaseState(committed, dataset, dataset.size() + (ordered ? 1 : 0));
    this.workers =
        Workers.plan(
            phase.name(),
            run.settings().budget(),
            run.settings().limits(),
            largestWorkingSet(dataset).plus(ENGINE_PER_WORKER),
            sharedSet());
    ChunkSizer sizer = ChunkSizer.of(run.settings(), phase.blockItems(), workers.count());
    this.schedule = new Schedule(dataset, committed, sizer);
    this.codec = RecordCodec.of(recordType());
    this.key = phase.closing() instanceof Closing.ByKey byKey ? byKey.recordKey() : r -> "";
    this.closingScratch = run.newScratch("closing of " + phase.name());
    this.fold = ordered ? newFold((Closing.Ordered) phase.closing(), committed) : null;
    this.closer = newCloser();
  }

  private static WorkingSet largestWorkingSet(Dataset<?> dataset) {
    WorkingSet largest = new WorkingSet(0, 0);
    for (long i = 0; i < dataset.size(); i++) {
      largest = largest.max(dataset.workingSet(i));
    }
    return largest;
  }

  /// What the phase needs beside its workers.
  WorkingSet sharedSet() {
    Sink<?> sink = phase.closing().sink();
    WorkingSet product = sink == null ? WorkingSet.SMALL : sink.workingSet();
    WorkingSet closing =
        switch (phase.closing()) {
          case Closing.Direct direct -> new WorkingSet(0, 0);
          case Closing.ByKey byKey ->
              byKey
                  .gather()
                  .workingSet()
                  .plus(
                      new WorkingSet(
                          byKey.adjacent() ? 0 : SORT_BUFFER_BYTES + KeySort.mergeHeapBytes(), 0));
          case Closing.Ordered ordered -> ordered.fold().workingSet();
        };
    return product
        .plus(closing)
        .plus(new WorkingSet(sides.bytes() + 2 * PartReader.heapBytes(), 0));
  }

  private Class<?> recordType() {
    return switch (phase.closing()) {
      case Closing.ByKey byKey -> TypeArguments.of(byKey.gather(), Gather.class, 0);
      case Closing.Ordered ordered -> TypeArguments.of(ordered.fold(), Fold.class, 1);
      case Closing.Direct(Sink<?> sink) when sink != null -> TypeArguments.of(sink, Sink.class, 0);
      case Closing.Direct direct -> {
        if (phase.stages().isEmpty()) {
          throw new UsageException(
              "pipeline.phase", "phase " + phase.name() + " keeps its items: it needs a stage");
        }
        yield TypeArguments.of(phase.stages().getLast().stage(), Stage.class, 1);
      }
    };
  }

  private Class<?> resultType() {
    return switch (phase.closing()) {
      case Closing.ByKey byKey -> TypeArguments.of(byKey.gather(), Gather.class, 1);
      case Closing.Ordered ordered -> TypeArguments.of(ordered.fold(), Fold.class, 2);
      case Closing.Direct direct -> recordType();
    };
  }

  private FoldLine newFold(Closing.Ordered ordered, CommitTable committed) {
    Commit last = committed.size() == 0 ? null : committed.get(committed.size() - 1);
    return new FoldLine(index, state, run, ordered.fold(), closingContext(), last);
  }

  private ItemContext closingContext() {
    ReadRecorder reads = new ReadRecorder();
    StageClock clock = new StageClock(reads);
    clock.start(clock.slot(closingName()));
    return new ItemContext(
        run.settings().seed(),
        sides,
        new LocalInput(run.inputPath(), reads),
        run.newOutput(),
        closingScratch,
        clock);
  }

  private String closingName() {
    return switch (phase.closing()) {
      case Closing.ByKey byKey -> byKey.name();
      case Closing.Ordered ordered -> ordered.name();
      case Closing.Direct direct -> "product";
    };
  }

  private Closer newCloser() {
    ClosingOutput output = newOutput();
    PartReader reader = run.newReader();
    return switch (phase.closing()) {
      case Closing.Direct direct -> new DirectCloser(state, reader, output, codec);
      case Closing.Ordered ordered ->
          new DirectCloser(state, reader, output, RecordCodec.of(resultType()));
      case Closing.ByKey byKey -> {
        Groups groups = new Groups(state, byKey, codec, run.newReader(), closingContext(), output);
        yield byKey.adjacent()
            ? new AdjacentCloser(state, reader, output, groups)
            : new SortedCloser(
                state,
                reader,
                output,
                groups,
                new KeySort(run.partsFolder(), run.disk(), SORT_BUFFER_BYTES));
      }
    };
  }

  private ClosingOutput newOutput() {
    Sink<?> sink = phase.closing().sink();
    if (sink != null) {
      PooledScratch scratch = run.newScratch("product of " + phase.name());
      return ProductOutput.open(
          sink, run.newOutput(), scratch, run.settings().seed(), sides, state);
    }
    int number = run.newLogNumber();
    return new KeptOutput(run.openLog(number), number, resultType());
  }

  int index() {
    return index;
  }

  String name() {
    return phase.name();
  }

  Workers workers() {
    return workers;
  }

  PhaseState state() {
    return state;
  }

  Schedule schedule() {
    return schedule;
  }

  @Nullable FoldLine fold() {
    return fold;
  }

  Closer closer() {
    return closer;
  }

  ChunkRunner newRunner(PartWriter writer, int number) {
    return new ChunkRunner(run, phase, state.dataset(), sides, codec, key, writer, number);
  }

  /// Where a refused chunk is cut: on a block, about the middle; its start when it is one block.
  long middle(Schedule.Range range) {
    long blocks = (range.items() + phase.blockItems() - 1) / phase.blockItems();
    return range.first() + blocks / 2 * phase.blockItems();
  }

  /// Moves fold and closing on, if there is something to do and nobody else does it.
  boolean moveOn() {
    boolean folded = fold != null && fold.advance();
    if (fold != null) {
      long window = Math.max(schedule.largestChunk(), phase.blockItems()) * 4 * workers.count();
      schedule.admitBelow(fold.next() + window);
    }
    return closer.advance() || folded;
  }

  /// Whether the map stages have nothing left to do.
  boolean mapped() {
    return schedule.empty() && running.get() == 0 && (fold == null || fold.complete());
  }

  /// The next chunk, counted as running until [#done]; null when nothing may start now.
  Schedule.@Nullable Range take() {
    running.incrementAndGet();
    Schedule.Range range = schedule.take();
    if (range == null) {
      running.decrementAndGet();
    }
    return range;
  }

  void done() {
    running.decrementAndGet();
  }

  void startShared() {
    alone.readLock().lock();
  }

  void endShared() {
    alone.readLock().unlock();
  }

  /// Waits until no other worker runs a chunk or holds buffers.
  void startAlone(ChunkRunner runner) {
    letGo(runner);
    wantAlone.incrementAndGet();
    alone.writeLock().lock();
    while (holding.get() > 0 && !run.stop().requested()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  void endAlone(ChunkRunner runner) {
    letGo(runner);
    wantAlone.decrementAndGet();
    alone.writeLock().unlock();
  }

  /// Says that a worker is about to hold buffers.
  void hold(ChunkRunner runner) {
    if (runner.holds(true)) {
      holding.incrementAndGet();
    }
  }

  /// Lets go of a worker's buffers.
  void letGo(ChunkRunner runner) {
    runner.scratch().release();
    if (runner.holds(false)) {
      holding.decrementAndGet();
    }
  }

  /// Lets go of buffers that another worker waits for.
  void makeRoom(ChunkRunner runner) {
    if (wantAlone.get() > 0 || run.heap().contended() || run.nativePool().contended()) {
      letGo(runner);
    }
  }

  long throttleStart() {
    return run.settings().budget().cpuShare() < 1
        ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
        : 0;
  }

  /// Pauses so that the worker's CPU time stays at its share.
  void throttle(long cpuBefore) {
    double share = run.settings().budget().cpuShare();
    if (share < 1) {
      long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBefore;
      long pause = (long) (used * (1 / share - 1));
      long until = System.nanoTime() + pause;
      while (System.nanoTime() < until && !run.stop().requested()) {
        LockSupport.parkNanos(
            Math.min(until - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(100)));
      }
    }
  }

  /// Runs the phase to its end.
  ///
  /// @return what the closing made
  ClosingOutput.Finished execute() throws InterruptedException {
    mapAll();
    if (fold != null) {
      if (run.stop().requested()) {
        fold.commitPrefix();
      } else {
        fold.finish();
      }
    }
    while (!state.allCommitted() && !run.stop().requested()) {
      if (!closer.advance()) {
        state.awaitNews(5);
      }
    }
    run.stop().throwIfRequested();
    return closer.finish();
  }

  private void mapAll() throws InterruptedException {
    if (state.committedUpTo(state.dataset().size())) {
      return;
    }
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < workers.count(); i++) {
      MapWorker worker = new MapWorker(this, run, i);
      mapWorkers.add(worker);
      Thread thread = new Thread(worker, "millrace-worker-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Override
  public void close() {
    mapWorkers.forEach(MapWorker::close);
    closer.close();
    if (fold != null) {
      fold.close();
    }
    closingScratch.close();
    sides.close();
  }
}
