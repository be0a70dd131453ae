package dev.millrace.engine.model;

/// What one worker needs at most while it works on one item: an upper bound that the plan can rely
/// on before anything has run.
///
/// @param heapBytes arrays from scratch plus the largest results alive at the same time
/// @param nativeBytes direct buffers from scratch
public record WorkingSet(long heapBytes, long nativeBytes) {
  public static final WorkingSet SMALL = new WorkingSet(2L << 20, 256L << 10);

  public WorkingSet {
    if (heapBytes < 0 || nativeBytes < 0) {
      throw new IllegalArgumentException("working set: " + heapBytes + ", " + nativeBytes);
    }
  }

  public WorkingSet max(WorkingSet other) {
    return new WorkingSet(
        Math.max(heapBytes, other.heapBytes), Math.max(nativeBytes, other.nativeBytes));
  }

  public WorkingSet plus(WorkingSet other) {
    return new WorkingSet(heapBytes + other.heapBytes, nativeBytes + other.nativeBytes);
  }
}
