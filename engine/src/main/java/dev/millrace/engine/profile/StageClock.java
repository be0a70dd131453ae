package dev.millrace.engine.profile;

import dev.millrace.engine.io.ReadRecorder;
import dev.millrace.engine.journal.ChunkTail.StageCost;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Says where a worker's time goes: exactly one slot (a stage, or a named step of one) is running
/// at any moment. Wall time is read at every switch; thread CPU time, twenty times dearer, only
/// once at least 100 us have passed, and is then shared out in proportion to the wall time since.
/// One thread.
public final class StageClock {
  private static final long CPU_READ_NANOS = 100_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final ReadRecorder reads;
  private final Map<String, Integer> slots = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private long[] calls = new long[8];
  private long[] wallNanos = new long[8];
  private long[] pendingNanos = new long[8];
  private long[] cpuNanos = new long[8];
  private long[] bytesIn = new long[8];
  private long[] bytesOut = new long[8];
  private int current;
  private long lastNanos;
  private long lastBytes;
  private long pendingSum;
  private long cpuMark;

  public StageClock(ReadRecorder reads) {
    this.reads = reads;
  }

  /// The slot of a name, made when it is new.
  public int slot(String name) {
    Integer known = slots.get(name);
    if (known != null) {
      return known;
    }
    int slot = names.size();
    slots.put(name, slot);
    names.add(name);
    if (slot == calls.length) {
      calls = Arrays.copyOf(calls, slot * 2);
      wallNanos = Arrays.copyOf(wallNanos, slot * 2);
      pendingNanos = Arrays.copyOf(pendingNanos, slot * 2);
      cpuNanos = Arrays.copyOf(cpuNanos, slot * 2);
      bytesIn = Arrays.copyOf(bytesIn, slot * 2);
      bytesOut = Arrays.copyOf(bytesOut, slot * 2);
    }
    return slot;
  }

  public String name(int slot) {
    return names.get(slot);
  }

  public int current() {
    return current;
  }

  /// Starts counting afresh, in `slot`.
  public void start(int slot) {
    Arrays.fill(calls, 0);
    Arrays.fill(wallNanos, 0);
    Arrays.fill(pendingNanos, 0);
    Arrays.fill(cpuNanos, 0);
    Arrays.fill(bytesIn, 0);
    Arrays.fill(bytesOut, 0);
    pendingSum = 0;
    current = slot;
    lastBytes = reads.bytesRead();
    cpuMark = THREADS.getCurrentThreadCpuTime();
    lastNanos = System.nanoTime();
  }

  /// From now on `slot` runs.
  ///
  /// @return the slot that ran until now
  public int switchTo(int slot) {
    settle();
    int before = current;
    current = slot;
    return before;
  }

  /// As [#switchTo], counting one call of the slot.
  public int enter(int slot) {
    calls[slot]++;
    return switchTo(slot);
  }

  public void addBytesOut(int slot, long bytes) {
    bytesOut[slot] += bytes;
  }

  private void settle() {
    long now = System.nanoTime();
    long wall = now - lastNanos;
    lastNanos = now;
    wallNanos[current] += wall;
    pendingNanos[current] += wall;
    pendingSum += wall;
    long read = reads.bytesRead();
    bytesIn[current] += read - lastBytes;
    lastBytes = read;
    if (pendingSum > CPU_READ_NANOS) {
      shareCpu();
    }
  }

  private void shareCpu() {
    long cpu = THREADS.getCurrentThreadCpuTime();
    double share = pendingSum == 0 ? 0 : (double) (cpu - cpuMark) / pendingSum;
    for (int i = 0; i < names.size(); i++) {
      cpuNanos[i] += (long) (pendingNanos[i] * share);
      pendingNanos[i] = 0;
    }
    pendingSum = 0;
    cpuMark = cpu;
  }

  /// What every slot took since [#start], slots that did nothing left out.
  public List<StageCost> costs() {
    settle();
    shareCpu();
    List<StageCost> costs = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      if (wallNanos[i] > 0 || calls[i] > 0) {
        costs.add(
            new StageCost(
                names.get(i), calls[i], wallNanos[i], cpuNanos[i], bytesIn[i], bytesOut[i]));
      }
    }
    return costs;
  }

  /// CPU time of all slots up to the last [#costs].
  public long cpuNanos() {
    long sum = 0;
    for (int i = 0; i < names.size(); i++) {
      sum += cpuNanos[i];
    }
    return sum;
  }
}
