package dev.millrace.engine.exec;

import dev.millrace.engine.errors.BudgetException;
import dev.millrace.engine.errors.ResumeException;
import dev.millrace.engine.io.AtomicOutput;
import dev.millrace.engine.io.LocalInput;
import dev.millrace.engine.io.ReadRecorder;
import dev.millrace.engine.journal.ChunkTail;
import dev.millrace.engine.journal.RecordCodec;
import dev.millrace.engine.memory.PooledScratch;
import dev.millrace.engine.memory.Reservation;
import dev.millrace.engine.memory.ReservationRefused;
import dev.millrace.engine.model.Dataset;
import dev.millrace.engine.model.Phase;
import dev.millrace.engine.profile.StageClock;
import java.util.function.Function;

/// One worker's means to run a chunk: its buffers, reader, clock and stage chain, warm from chunk
/// to chunk. One thread.
final class ChunkRunner implements AutoCloseable {
  private final Dataset<?> dataset;
  private final StopSignal stop;
  private final boolean failFast;
  private final int workerNumber;
  private final ReadRecorder reads = new ReadRecorder();
  private final StageClock clock = new StageClock(reads);
  private final int engineSlot = clock.slot("engine");
  private final Reservation heap;
  private final Reservation nativeBytes;
  private final PooledScratch scratch;
  private final ItemContext context;
  private final StageChain chain;
  private final PartWriter writer;
  private final int recordsSlot;
  private long startNanos;
  private long waitMemoryNanos;
  private boolean holding;

  ChunkRunner(
      RunResources run,
      Phase phase,
      Dataset<?> dataset,
      SideInputs sides,
      RecordCodec<?> codec,
      Function<Object, String> key,
      PartWriter writer,
      int workerNumber) {
    this.dataset = dataset;
    this.stop = run.stop();
    this.failFast = run.settings().failFast();
    this.workerNumber = workerNumber;
    this.heap = run.heap().open("worker " + workerNumber);
    this.nativeBytes = run.nativePool().open("worker " + workerNumber);
    this.scratch = new PooledScratch(heap, nativeBytes);
    this.writer = writer;
    LocalInput input = new LocalInput(run.inputPath(), reads);
    AtomicOutput output = run.newOutput();
    this.context = new ItemContext(run.settings().seed(), sides, input, output, scratch, clock);
    this.recordsSlot = clock.slot("records");
    this.chain = StageChain.of(phase.stages(), context, clock, result -> emit(codec, key, result));
  }

  @SuppressWarnings("unchecked") // the codec's type is the last stage's
  private void emit(RecordCodec<?> codec, Function<Object, String> key, Object result) {
    RecordCodec<Object> typed = (RecordCodec<Object>) codec;
    writer.record(key.apply(result), typed, typed.type().cast(result));
  }

  /// Reserves the working set of a chunk, waiting for other workers.
  ///
  /// @return false when it was refused
  boolean reserve(Schedule.Range range) throws InterruptedException {
    long start = System.nanoTime();
    long heapBytes = 0;
    long nativeNeed = 0;
    for (long i = range.first(); i < range.end(); i++) {
      heapBytes = Math.max(heapBytes, dataset.workingSet(i).heapBytes());
      nativeNeed = Math.max(nativeNeed, dataset.workingSet(i).nativeBytes());
    }
    long patience = 10_000_000_000L;
    boolean granted =
        heap.awaitAtLeast(heapBytes, patience) && nativeBytes.awaitAtLeast(nativeNeed, patience);
    waitMemoryNanos = System.nanoTime() - start;
    return granted;
  }

  /// Runs the stages on every item; their records are then in the writer, and [#tail] tells the
  /// rest.
  ///
  /// @throws ReservationRefused when the chunk needs more memory than there is; nothing remains of
  ///   it
  void run(Schedule.Range range) {
    reads.reset();
    startNanos = System.nanoTime();
    context.beginChunk();
    clock.start(engineSlot);
    try {
      for (long i = range.first(); i < range.end(); i++) {
        runItem(i);
      }
    } catch (RuntimeException | Error gone) {
      context.endItem();
      writer.dropChunk();
      throw gone;
    }
  }

  private void runItem(long index) {
    context.beginItem(index);
    writer.beginItem(index);
    try {
      chain.run(dataset.item(index));
      writer.endItem();
    } catch (ReservationRefused | BudgetException | ResumeException stopsChunk) {
      throw stopsChunk;
    } catch (RuntimeException failure) {
      writer.dropItem();
      context.fail(failure);
      if (failFast) {
        stop.request(failure);
      }
    } finally {
      clock.switchTo(engineSlot);
      context.endItem();
    }
  }

  ChunkTail tail(int retries) {
    long bytesOut = writer.chunkBytes();
    clock.addBytesOut(recordsSlot, bytesOut);
    var costs = clock.costs();
    return new ChunkTail(
        java.util.List.copyOf(context.failed()),
        java.util.List.copyOf(context.degradedItems()),
        context.rejectedRows(),
        java.util.List.copyOf(context.deadLetters()),
        new ChunkTail.ChunkCost(
            startNanos,
            System.nanoTime() - startNanos,
            clock.cpuNanos(),
            waitMemoryNanos,
            reads.waitNanos(),
            reads.bytesRead(),
            bytesOut,
            heap.bytes() + nativeBytes.bytes(),
            retries,
            workerNumber),
        costs,
        reads.identities());
  }

  /// Notes whether the worker holds buffers.
  ///
  /// @return whether that is news
  boolean holds(boolean now) {
    boolean news = now != holding;
    holding = now;
    return news;
  }

  PooledScratch scratch() {
    return scratch;
  }

  @Override
  public void close() {
    scratch.close();
    heap.close();
    nativeBytes.close();
  }
}
