package dev.millrace.engine.journal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Little-endian bytes into a window that drains to wherever the subclass sends them.
public abstract class RecordOutput {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  protected byte[] window;
  protected int at;

  protected RecordOutput(byte[] window) {
    this.window = window;
  }

  /// Makes room for at least `bytes` more, where `bytes` is at most the window.
  protected abstract void drain(int bytes);

  private void need(int bytes) {
    if (window.length - at < bytes) {
      drain(bytes);
    }
  }

  public final void putByte(int value) {
    need(1);
    window[at++] = (byte) value;
  }

  public final void putShort(int value) {
    need(2);
    SHORT.set(window, at, (short) value);
    at += 2;
  }

  public final void putInt(int value) {
    need(4);
    INT.set(window, at, value);
    at += 4;
  }

  public final void putLong(long value) {
    need(8);
    LONG.set(window, at, value);
    at += 8;
  }

  public final void putString(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    putInt(utf8.length);
    putArray(MemorySegment.ofArray(utf8), 1);
  }

  /// @param array a heap array's segment in native order, which is little-endian on every supported
  ///   machine
  final void putArray(MemorySegment array, int elementBytes) {
    long bytes = array.byteSize();
    for (long done = 0; done < bytes; ) {
      need(elementBytes);
      long n = Math.min(bytes - done, window.length - at);
      n -= n % elementBytes;
      MemorySegment.copy(
          array,
          ValueLayout.JAVA_BYTE,
          done,
          MemorySegment.ofArray(window),
          ValueLayout.JAVA_BYTE,
          at,
          n);
      at += (int) n;
      done += n;
    }
  }

  static void setInt(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }

  static void setLong(byte[] bytes, int at, long value) {
    LONG.set(bytes, at, value);
  }
}
