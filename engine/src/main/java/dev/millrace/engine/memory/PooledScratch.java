package dev.millrace.engine.memory;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// [Scratch] whose every byte is reserved before it is allocated: arrays from the heap pool, direct
/// buffers from the native pool. Growth over-allocates by an eighth so that slowly growing requests
/// do not copy each time. Buffers live until [#release], so a worker warms up once; the
/// reservations may be larger than the buffers, when a chunk reserves its working set beforehand.
public final class PooledScratch implements Scratch, AutoCloseable {
  private static final int ARRAY_HEADER_BYTES = 16;

  private final Reservation heap;
  private final Reservation nativeBytes;
  private long heapUsed;
  private long nativeUsed;
  private final Map<String, Object> arrays = new HashMap<>();
  private final Map<String, Direct> directs = new HashMap<>();

  private record Direct(Arena arena, ByteBuffer buffer) {}

  public PooledScratch(Reservation heap, Reservation nativeBytes) {
    this.heap = heap;
    this.nativeBytes = nativeBytes;
  }

  @Override
  public byte[] bytes(String slot, int length) {
    return arrays.get(slot) instanceof byte[] a && a.length >= length
        ? a
        : keep(slot, new byte[granted(slot, length, Byte.BYTES)]);
  }

  @Override
  public short[] shorts(String slot, int length) {
    return arrays.get(slot) instanceof short[] a && a.length >= length
        ? a
        : keep(slot, new short[granted(slot, length, Short.BYTES)]);
  }

  @Override
  public int[] ints(String slot, int length) {
    return arrays.get(slot) instanceof int[] a && a.length >= length
        ? a
        : keep(slot, new int[granted(slot, length, Integer.BYTES)]);
  }

  @Override
  public long[] longs(String slot, int length) {
    return arrays.get(slot) instanceof long[] a && a.length >= length
        ? a
        : keep(slot, new long[granted(slot, length, Long.BYTES)]);
  }

  @Override
  public float[] floats(String slot, int length) {
    return arrays.get(slot) instanceof float[] a && a.length >= length
        ? a
        : keep(slot, new float[granted(slot, length, Float.BYTES)]);
  }

  @Override
  public double[] doubles(String slot, int length) {
    return arrays.get(slot) instanceof double[] a && a.length >= length
        ? a
        : keep(slot, new double[granted(slot, length, Double.BYTES)]);
  }

  @Override
  public ByteBuffer direct(String slot, int capacity) {
    Direct held = directs.get(slot);
    if (held == null || held.buffer.capacity() < capacity) {
      long keptBytes = held == null ? 0 : held.buffer.capacity();
      int size = held == null ? capacity : withSlack(capacity);
      cover(nativeBytes, nativeUsed + size);
      if (held != null) {
        directs.remove(slot);
        held.arena.close();
      }
      nativeUsed += size - keptBytes;
      Arena arena = Arena.ofShared();
      held = new Direct(arena, arena.allocate(size, 64).asByteBuffer());
      directs.put(slot, held);
    }
    return held.buffer.clear().limit(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Gives every buffer back to the pools; the next request allocates afresh.
  public void release() {
    arrays.clear();
    heapUsed = 0;
    heap.shrinkTo(0);
    directs.values().forEach(direct -> direct.arena.close());
    directs.clear();
    nativeUsed = 0;
    nativeBytes.shrinkTo(0);
  }

  @Override
  public void close() {
    release();
  }

  /// Reserves room for an array of the slot; the slot's smaller array, if any, is let go first.
  private int granted(String slot, int length, int elementBytes) {
    Object old = arrays.remove(slot);
    int size = old == null ? length : withSlack(length);
    if (old != null) {
      heapUsed -= byteSize(old);
    }
    long more = ARRAY_HEADER_BYTES + (long) size * elementBytes;
    cover(heap, heapUsed + more);
    heapUsed += more;
    return size;
  }

  private static void cover(Reservation reservation, long bytes) {
    if (bytes > reservation.bytes()) {
      reservation.grow(bytes - reservation.bytes());
    }
  }

  private static int withSlack(int length) {
    return (int) Math.min(Integer.MAX_VALUE - 16, length + (long) (length >> 3));
  }

  private <A> A keep(String slot, A array) {
    arrays.put(slot, array);
    return array;
  }

  private static long byteSize(@Nullable Object array) {
    return ARRAY_HEADER_BYTES
        + switch (array) {
          case byte[] a -> a.length;
          case short[] a -> 2L * a.length;
          case int[] a -> 4L * a.length;
          case long[] a -> 8L * a.length;
          case float[] a -> 4L * a.length;
          case double[] a -> 8L * a.length;
          case null, default -> throw new IllegalStateException("not a scratch array");
        };
  }
}
