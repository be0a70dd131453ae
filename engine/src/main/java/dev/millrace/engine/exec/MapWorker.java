package dev.millrace.engine.exec;

import dev.millrace.engine.errors.BudgetException;
import dev.millrace.engine.io.PartLog;
import dev.millrace.engine.journal.ChunkTail;
import dev.millrace.engine.memory.ReservationRefused;
import dev.millrace.engine.model.WorkingSet;
import dev.millrace.engine.plan.Footprint;
import dev.millrace.engine.profile.ChunkEvent;
import dev.millrace.engine.profile.StageEvent;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// One worker of a phase: takes chunks, runs them, hands them to commit, and moves fold and closing
/// on in between. A chunk that is refused memory is split and run again from scratch; one block
/// that is still refused runs alone. The log stays open after the worker ends: the committer still
/// syncs it.
final class MapWorker implements Runnable, AutoCloseable {
  private static final long BACKOFF_MILLIS = 50;
  private static final long MAX_BACKOFF_MILLIS = 200;

  private final PhaseRun phase;
  private final RunResources run;
  private final ChunkRunner runner;
  private final PartWriter writer;
  private final PartLog log;
  private final int logNumber;

  MapWorker(PhaseRun phase, RunResources run, int number) {
    this.phase = phase;
    this.run = run;
    this.logNumber = run.newLogNumber();
    this.log = run.openLog(logNumber);
    this.writer = new PartWriter(log);
    this.runner = phase.newRunner(writer, number);
  }

  @Override
  public void run() {
    try (runner) {
      loop();
      phase.letGo(runner);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      run.stop().request(new IllegalStateException("a worker was interrupted", interrupted));
    } catch (RuntimeException | Error failure) {
      run.stop().request(failure);
    }
  }

  private void loop() throws InterruptedException {
    while (!run.stop().requested()) {
      Schedule.Range range = phase.take();
      if (range != null) {
        long cpuBefore = phase.throttleStart();
        try {
          attempt(range);
        } finally {
          phase.done();
        }
        phase.moveOn();
        phase.throttle(cpuBefore);
      } else if (!phase.moveOn()) {
        if (phase.mapped()) {
          return;
        }
        phase.makeRoom(runner);
        phase.state().awaitNews(5);
      }
    }
  }

  private void attempt(Schedule.Range range) throws InterruptedException {
    phase.makeRoom(runner);
    phase.startShared();
    ReservationRefused refused = null;
    try {
      runChunk(range);
    } catch (ReservationRefused no) {
      refused = no;
    } finally {
      phase.makeRoom(runner);
      phase.endShared();
    }
    if (refused != null) {
      refused(range, refused);
    }
  }

  private void runChunk(Schedule.Range range) throws InterruptedException {
    ChunkEvent event = new ChunkEvent();
    event.begin();
    phase.hold(runner);
    if (!runner.reserve(range)) {
      throw new ReservationRefused("chunk", 0, 0);
    }
    long start = System.nanoTime();
    FoldLine fold = phase.fold();
    HeapTarget bytes = null;
    if (fold != null) {
      bytes = new HeapTarget(run.heap().open("waiting chunk"));
      writer.beginChunk(bytes);
    } else {
      writer.beginChunk();
    }
    try {
      runner.run(range);
      ChunkTail tail = runner.tail(range.retries());
      if (fold != null && bytes != null) {
        writer.endChunk();
        fold.park(new FoldLine.Parked(range, bytes, tail));
      } else {
        phase.state().learn(tail);
        run.committer()
            .submit(
                writer.endChunk(phase.index(), logNumber, range.first(), range.end(), tail),
                log,
                phase.state());
      }
      phase.schedule().learn(range.first(), range.end(), (System.nanoTime() - start) / 1e9);
      phase.state().finished(range.items());
      report(event, range, tail);
    } catch (RuntimeException | Error failure) {
      if (bytes != null) {
        bytes.close();
      }
      throw failure;
    }
  }

  private void report(ChunkEvent event, Schedule.Range range, ChunkTail tail) {
    if (!event.isEnabled() || !event.shouldCommit()) {
      return;
    }
    event.phase = phase.name();
    event.first = range.first();
    event.items = range.items();
    event.reservedBytes = tail.cost().reservedBytes();
    event.committed = true;
    event.commit();
    for (ChunkTail.StageCost cost : tail.costs()) {
      StageEvent stage = new StageEvent();
      stage.phase = phase.name();
      stage.stage = cost.name();
      stage.first = range.first();
      stage.calls = cost.calls();
      stage.wallNanos = cost.wallNanos();
      stage.cpuNanos = cost.cpuNanos();
      stage.commit();
    }
  }

  private void refused(Schedule.Range range, ReservationRefused refused)
      throws InterruptedException {
    FoldLine fold = phase.fold();
    if (fold != null && range.first() != fold.next()) {
      phase.schedule().giveBack(range);
      phase.moveOn();
      phase.state().awaitNews(5);
      return;
    }
    int retries = range.retries() + 1;
    long middle = phase.middle(range);
    if (middle > range.first() && retries <= run.settings().maxChunkRetries()) {
      phase.state().split();
      LockSupport.parkNanos(
          TimeUnit.MILLISECONDS.toNanos(Math.min(BACKOFF_MILLIS * retries, MAX_BACKOFF_MILLIS)));
      phase.schedule().giveBack(new Schedule.Range(middle, range.end(), retries));
      attempt(new Schedule.Range(range.first(), middle, retries));
      return;
    }
    alone(range, refused);
  }

  /// Runs a chunk while no other worker holds memory.
  private void alone(Schedule.Range range, ReservationRefused refused) throws InterruptedException {
    phase.startAlone(runner);
    try {
      FoldLine fold = phase.fold();
      if (fold != null) {
        fold.unpark(phase.schedule());
      }
      runChunk(new Schedule.Range(range.first(), range.end(), range.retries() + 1));
    } catch (ReservationRefused again) {
      throw tooSmall(range, Math.max(again.neededBytes(), refused.neededBytes()));
    } finally {
      phase.endAlone(runner);
    }
  }

  private BudgetException tooSmall(Schedule.Range range, long neededBytes) {
    WorkingSet need = new WorkingSet(neededBytes, 0).plus(phase.sharedSet());
    return new BudgetException(
        "budget.memory",
        "phase \""
            + phase.name()
            + "\", "
            + phase.state().itemName(range.first())
            + ": one item alone does not fit --memory "
            + run.settings().budget().memory().ceilMebibytes()
            + "m; go on with --resume --memory "
            + Footprint.smallestFor(need, 1).ceilMebibytes()
            + "m or more");
  }

  @Override
  public void close() {
    log.close();
  }
}
