package dev.millrace.engine.exec;

import dev.millrace.engine.errors.DeadlineException;
import dev.millrace.engine.io.IoFailures;
import dev.millrace.engine.io.ProcessMeter;
import dev.millrace.engine.journal.RunDirectory;
import dev.millrace.engine.model.Progress;
import dev.millrace.engine.model.RunSettings;
import dev.millrace.engine.units.Durations;
import java.io.BufferedWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Watches a run from a thread of its own: progress five times a second, telemetry once a second,
/// the deadline always. The deadline stops the run while there is still time for the chunks in
/// flight.
final class Monitor implements AutoCloseable {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int TICKS_PER_TELEMETRY = 5;

  private final RunSettings settings;
  private final Progress progress;
  private final StopSignal stop;
  private final BufferedWriter telemetry;
  private final long startNanos = System.nanoTime();
  private final long[] rss = new long[512];
  private int kept;
  private long sampled;
  private long stride = 1;
  private final Thread thread;
  private volatile boolean closing;
  private volatile @Nullable PhaseRun phase;
  private volatile int phaseNumber;
  private volatile int phases;
  private volatile long phaseStartNanos;
  private volatile long phaseStartItems;
  private volatile String activity = "running";

  Monitor(RunSettings settings, Progress progress, StopSignal stop, RunDirectory directory) {
    this.settings = settings;
    this.progress = progress;
    this.stop = stop;
    boolean fresh = !directory.has("telemetry.csv");
    this.telemetry = directory.newLines("telemetry.csv", true);
    if (fresh) {
      line("seconds,rss_bytes,peak_rss_bytes,cpu_seconds,read_bytes,written_bytes\n");
    }
    this.thread = new Thread(this::loop, "millrace-monitor");
    thread.setDaemon(true);
    thread.start();
  }

  void watch(PhaseRun next, int number, int of) {
    phaseNumber = number;
    phases = of;
    phaseStartNanos = System.nanoTime();
    phaseStartItems = next.state().finishedItems();
    activity = "running";
    phase = next;
  }

  private void loop() {
    int tick = 0;
    while (!closing) {
      LockSupport.parkNanos(TICK_NANOS);
      PhaseRun current = phase;
      if (current != null) {
        checkDeadline(current);
        progress.update(state(current));
      }
      if (++tick % TICKS_PER_TELEMETRY == 0) {
        sample();
      }
    }
    sample();
  }

  private Progress.State state(PhaseRun current) {
    long items = current.state().dataset().size();
    long done = Math.min(items, current.state().finishedItems());
    return new Progress.State(
        current.name(),
        phaseNumber,
        phases,
        activity,
        done,
        items,
        current.state().failedCount(),
        Duration.ofNanos(System.nanoTime() - startNanos),
        left(done, items));
  }

  private @Nullable Duration left(long done, long items) {
    long now = done - phaseStartItems;
    if (now <= 0) {
      return null;
    }
    double perItem = (double) (System.nanoTime() - phaseStartNanos) / now;
    return Duration.ofNanos((long) (perItem * (items - done)));
  }

  private void checkDeadline(PhaseRun current) {
    if (settings.budget().deadline().isEmpty()) {
      return;
    }
    long deadlineNanos = settings.budget().deadline().get().toNanos();
    double chunkSeconds =
        current.schedule().secondsPerItem() * Math.max(1, current.schedule().largestChunk());
    long spentNanos = System.nanoTime() - startNanos;
    if (spentNanos + (long) (chunkSeconds * 1e9) >= deadlineNanos) {
      Progress.State now = state(current);
      String needed =
          now.left() == null
              ? "no item was done yet"
              : "about " + Durations.text(now.left()) + " more for this phase";
      stop.request(
          new DeadlineException(
              "deadline",
              "deadline of "
                  + Durations.text(settings.budget().deadline().get())
                  + " reached with "
                  + now.doneItems()
                  + " of "
                  + now.items()
                  + " items of phase \""
                  + now.phase()
                  + "\" done; "
                  + needed
                  + "; go on with --resume"));
    }
  }

  private void sample() {
    ProcessMeter.Reading now = ProcessMeter.read();
    remember(now.rssBytes());
    line(
        String.format(
            Locale.ROOT,
            "%.1f,%d,%d,%.2f,%d,%d%n",
            (System.nanoTime() - startNanos) / 1e9,
            now.rssBytes(),
            now.peakRssBytes(),
            now.cpuNanos() / 1e9,
            now.readBytes(),
            now.writtenBytes()));
  }

  /// Keeps every n-th sample, with n doubled whenever the room is full: evenly spread and bounded.
  private synchronized void remember(long bytes) {
    if (sampled++ % stride == 0) {
      if (kept == rss.length) {
        for (int i = 0; i < kept / 2; i++) {
          rss[i] = rss[2 * i];
        }
        kept /= 2;
        stride *= 2;
      }
      rss[kept++] = bytes;
    }
  }

  synchronized long[] rssSamples() {
    return Arrays.copyOf(rss, kept);
  }

  private void line(String text) {
    try {
      telemetry.write(text);
      telemetry.flush();
    } catch (IOException failure) {
      stop.request(IoFailures.writing("telemetry.csv", failure));
    }
  }

  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
      PhaseRun last = phase;
      if (last != null) {
        progress.update(state(last));
      }
      telemetry.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (IOException failure) {
      throw IoFailures.writing("telemetry.csv", failure);
    }
  }
}
