package dev.millrace.formats.parquet;

import dev.millrace.engine.memory.Scratch;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/// Scratch that counts, refuses beyond a limit, and makes a grown direct buffer's old one unusable.
final class CappedScratch implements Scratch {
  private final long capBytes;
  private final Map<String, Object> arrays = new HashMap<>();
  private final Map<String, Direct> directs = new HashMap<>();
  private long usedBytes;

  private record Direct(Arena arena, ByteBuffer buffer) {}

  CappedScratch(long capBytes) {
    this.capBytes = capBytes;
  }

  long usedBytes() {
    return usedBytes;
  }

  @Override
  public byte[] bytes(String slot, int length) {
    return arrays.get(slot) instanceof byte[] a && a.length >= length
        ? a
        : keep(slot, new byte[granted(length, 1)]);
  }

  @Override
  public short[] shorts(String slot, int length) {
    return arrays.get(slot) instanceof short[] a && a.length >= length
        ? a
        : keep(slot, new short[granted(length, 2)]);
  }

  @Override
  public int[] ints(String slot, int length) {
    return arrays.get(slot) instanceof int[] a && a.length >= length
        ? a
        : keep(slot, new int[granted(length, 4)]);
  }

  @Override
  public long[] longs(String slot, int length) {
    return arrays.get(slot) instanceof long[] a && a.length >= length
        ? a
        : keep(slot, new long[granted(length, 8)]);
  }

  @Override
  public float[] floats(String slot, int length) {
    return arrays.get(slot) instanceof float[] a && a.length >= length
        ? a
        : keep(slot, new float[granted(length, 4)]);
  }

  @Override
  public double[] doubles(String slot, int length) {
    return arrays.get(slot) instanceof double[] a && a.length >= length
        ? a
        : keep(slot, new double[granted(length, 8)]);
  }

  @Override
  public ByteBuffer direct(String slot, int capacity) {
    Direct held = directs.get(slot);
    if (held == null || held.buffer.capacity() < capacity) {
      if (held != null) {
        held.arena.close();
      }
      Arena arena = Arena.ofShared();
      held = new Direct(arena, arena.allocate(granted(capacity, 1), 64).asByteBuffer());
      directs.put(slot, held);
    }
    return held.buffer.clear().limit(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  private <A> A keep(String slot, A array) {
    Object old = arrays.put(slot, array);
    if (old != null && old.getClass() != array.getClass()) {
      throw new IllegalStateException("slot " + slot + " changed its type");
    }
    return array;
  }

  private int granted(int length, int elementBytes) {
    usedBytes += (long) length * elementBytes;
    if (usedBytes > capBytes) {
      throw new OverCap(usedBytes);
    }
    return length;
  }

  /// The cap is reached.
  static final class OverCap extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OverCap(long bytes) {
      super("asked for " + bytes + " bytes in all");
    }
  }
}
