package dev.millrace.engine.plan;

import dev.millrace.engine.model.JvmLimits;
import dev.millrace.engine.model.WorkingSet;
import dev.millrace.engine.units.DataSize;

/// What a process takes besides heap and counted native memory, and so how a memory budget is
/// divided.
///
/// With a budget of B and w workers, in whole MiB: fixed F = 124 + 4 w + heap / 200; native N = a
/// fifth of B - F, at least 8; heap H = B - F - N. The launcher holds the same formula; a test
/// compares the two, and `FootprintTest` holds F against the resident memory of real processes.
///
/// Of the heap, stages may reserve [#usableHeapBytes]: the rest is the engine's own, what stages
/// allocate without counting, and the collector's room to move.
public final class Footprint {
  static final int FIXED_MIB = 124;
  static final int MIB_PER_WORKER = 4;
  static final int HEAP_SHARE = 200;
  static final int NATIVE_SHARE = 5;
  static final int MIN_NATIVE_MIB = 8;
  static final int MIN_HEAP_MIB = 16;
  private static final long ENGINE_HEAP_BYTES = 6L << 20;
  private static final double USABLE_HEAP = 0.70;
  private static final long MIB = 1L << 20;

  private Footprint() {}

  /// The limits to start a process with, for a budget that can start one.
  ///
  /// @throws IllegalArgumentException when the budget is below [#smallestStart]
  public static JvmLimits limits(DataSize budget, int cores) {
    long all = budget.bytes() / MIB;
    long free = all - FIXED_MIB - (long) MIB_PER_WORKER * cores;
    long heap = heapOf(free);
    if (heap < MIN_HEAP_MIB) {
      throw new IllegalArgumentException(budget + " is less than " + smallestStart(cores));
    }
    return new JvmLimits(heap * MIB, (free - heap - heapShare(heap)) * MIB);
  }

  /// Heap that leaves room for its own share of the footprint and for the native pool.
  private static long heapOf(long free) {
    long nativeMib = Math.max(MIN_NATIVE_MIB, free / NATIVE_SHARE);
    long rest = free - nativeMib;
    return rest - heapShare(rest);
  }

  private static long heapShare(long heapMib) {
    return (heapMib + HEAP_SHARE - 1) / HEAP_SHARE;
  }

  /// The smallest budget that a process can start in.
  public static DataSize smallestStart(int cores) {
    return smallest(MIN_HEAP_MIB, MIN_NATIVE_MIB, cores);
  }

  private static DataSize smallest(long heapMib, long nativeMib, int cores) {
    long budget = FIXED_MIB + (long) MIB_PER_WORKER * cores + nativeMib + heapMib;
    while (true) {
      long free = budget - FIXED_MIB - (long) MIB_PER_WORKER * cores;
      long heap = heapOf(free);
      if (heap >= heapMib && free - heap - heapShare(heap) >= nativeMib) {
        return DataSize.mebibytes(budget);
      }
      budget++;
    }
  }

  /// What counted reservations may take of a heap.
  public static long usableHeapBytes(long heapBytes) {
    return Math.max(0, (long) (heapBytes * USABLE_HEAP) - ENGINE_HEAP_BYTES);
  }

  /// The smallest budget whose pools hold `need`.
  public static DataSize smallestFor(WorkingSet need, int cores) {
    long heap = (long) Math.ceil((need.heapBytes() + ENGINE_HEAP_BYTES) / USABLE_HEAP);
    long heapMib = Math.max(MIN_HEAP_MIB, (heap + MIB - 1) / MIB);
    long nativeMib = Math.max(MIN_NATIVE_MIB, (need.nativeBytes() + MIB - 1) / MIB);
    return smallest(heapMib, nativeMib, cores);
  }
}
