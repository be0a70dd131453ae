package dev.millrace.formats.parquet;

import dev.millrace.engine.memory.Scratch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A batch of strings or byte arrays, end to end in one reused array: no object per value.
///
/// Value i is `bytes()[start(i), end(i))`. A missing value has no bytes. Thread-confined.
public final class ColumnBytes {
  private static final int FIRST_BYTES = 4096;

  private final Scratch scratch;
  private final String slot;
  private byte[] bytes;
  private int[] ends;
  private int size;

  /// @param slot name of the scratch buffers that hold the batch; one per batch in use at the same
  ///   time
  public ColumnBytes(Scratch scratch, String slot) {
    this.scratch = scratch;
    this.slot = slot;
    this.bytes = scratch.bytes(slot + ".bytes", FIRST_BYTES);
    this.ends = scratch.ints(slot + ".ends", FIRST_BYTES / Integer.BYTES);
  }

  public int size() {
    return size;
  }

  /// @return the shared array; it changes with the next read
  public byte[] bytes() {
    return bytes;
  }

  public int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  public int end(int index) {
    return ends[index];
  }

  /// @return value `index` as UTF-8 text
  public String string(int index) {
    int start = start(index);
    return new String(bytes, start, end(index) - start, StandardCharsets.UTF_8);
  }

  void clear() {
    size = 0;
  }

  void add(ByteBuffer source, int start, int length) {
    int from = reserve(length);
    source.get(start, bytes, from, length);
  }

  void add(byte[] source, int start, int length) {
    int from = reserve(length);
    System.arraycopy(source, start, bytes, from, length);
  }

  /// Gives value `from + i` the place of the i-th present one, for i below `count`.
  ///
  /// @param present 1 where there is a value, for each of them
  void spread(int from, byte[] present, int count) {
    int values = size;
    growEnds(from + count);
    for (int i = count - 1; i >= 0; i--) {
      ends[from + i] = values == 0 ? 0 : ends[values - 1];
      values -= present[i];
    }
    size = from + count;
  }

  private int reserve(int length) {
    int from = size == 0 ? 0 : ends[size - 1];
    int end = Math.addExact(from, length);
    if (end > bytes.length) {
      byte[] old = bytes;
      bytes = scratch.bytes(slot + ".bytes", (int) Math.min(2L * end, Integer.MAX_VALUE - 8));
      System.arraycopy(old, 0, bytes, 0, from);
    }
    growEnds(size + 1);
    ends[size++] = end;
    return from;
  }

  private void growEnds(int count) {
    if (count > ends.length) {
      int[] old = ends;
      ends = scratch.ints(slot + ".ends", Math.multiplyExact(2, count));
      System.arraycopy(old, 0, ends, 0, size);
    }
  }
}
