package dev.millrace.engine.exec;

import dev.millrace.engine.io.ByteTarget;
import dev.millrace.engine.memory.Reservation;
import java.util.Arrays;

/// A chunk's bytes in memory, counted: what waits for its turn in an ordered fold.
final class HeapTarget implements ByteTarget, AutoCloseable {
  private static final int FIRST_BYTES = 4 << 10;

  private final Reservation reservation;
  private byte[] bytes = new byte[0];
  private int size;

  HeapTarget(Reservation reservation) {
    this.reservation = reservation;
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  @Override
  public long position() {
    return size;
  }

  @Override
  public void append(byte[] source, int from, int length) {
    if (size + length > bytes.length) {
      int capacity =
          Math.max(Math.max(size + length, FIRST_BYTES), bytes.length + (bytes.length >> 1));
      reservation.grow(capacity);
      byte[] grown = Arrays.copyOf(bytes, capacity);
      reservation.shrinkTo(reservation.bytes() - bytes.length);
      bytes = grown;
    }
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  @Override
  public void patch(long position, byte[] source, int length) {
    System.arraycopy(source, 0, bytes, (int) position, length);
  }

  @Override
  public void rewind(long position) {
    size = (int) position;
  }

  @Override
  public void close() {
    bytes = new byte[0];
    size = 0;
    reservation.close();
  }
}
