package dev.millrace.engine.journal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Little-endian bytes from a window that the subclass refills.
public abstract class RecordInput {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  protected byte[] window;
  protected int at;
  protected int limit;

  protected RecordInput(byte[] window) {
    this.window = window;
  }

  /// Moves the unread rest to the front and reads on until at least `bytes` are there.
  protected abstract void fill(int bytes);

  private void need(int bytes) {
    if (limit - at < bytes) {
      fill(bytes);
    }
  }

  public final byte getByte() {
    need(1);
    return window[at++];
  }

  public final short getShort() {
    need(2);
    at += 2;
    return (short) SHORT.get(window, at - 2);
  }

  public final int getInt() {
    need(4);
    at += 4;
    return (int) INT.get(window, at - 4);
  }

  public final long getLong() {
    need(8);
    at += 8;
    return (long) LONG.get(window, at - 8);
  }

  public final String getString() {
    byte[] utf8 = new byte[getInt()];
    getArray(MemorySegment.ofArray(utf8), 1);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  final void getArray(MemorySegment array, int elementBytes) {
    long bytes = array.byteSize();
    for (long done = 0; done < bytes; ) {
      need(elementBytes);
      long n = Math.min(bytes - done, limit - at);
      n -= n % elementBytes;
      MemorySegment.copy(
          MemorySegment.ofArray(window),
          ValueLayout.JAVA_BYTE,
          at,
          array,
          ValueLayout.JAVA_BYTE,
          done,
          n);
      at += (int) n;
      done += n;
    }
  }
}
