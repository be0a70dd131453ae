package dev.millrace.formats.parquet;

import java.nio.ByteBuffer;

/// Unpacks bit-packed integers, least significant bit first: the inner loop of dictionary pages.
///
/// Eight values of width w take w bytes. Up to width 8 one 64-bit word holds all eight; up to 16 two words hold four
/// each (the second starts in the middle of a byte where w is odd), so a value costs a shift, a mask and a store.
/// The buffer must be little-endian and readable 8 bytes past the packed data. Each value is compared with `last`:
/// the methods return a negative number where one was larger.
final class RleBits {
  private RleBits() {}

  /// @param values 16-bit unsigned, [offset, offset + 8 groups)
  static int unpack(ByteBuffer source, int start, int width, int last, short[] values, int offset, int groups) {
    int shift = width;
    long mask = (1L << width) - 1;
    int half = width <= 8 ? 0 : width >>> 1;
    int lead = width <= 8 ? 4 * width : (4 * width) & 7;
    int wrong = 0;
    int next = start;
    int end = offset + 8 * groups;
    for (int i = offset; i < end; i += 8) {
      long a = source.getLong(next);
      long b = source.getLong(next + half) >>> lead;
      next += width;
      int v0 = (int) (a & mask);
      int v1 = (int) (a >>> shift & mask);
      int v2 = (int) (a >>> 2 * shift & mask);
      int v3 = (int) (a >>> 3 * shift & mask);
      int v4 = (int) (b & mask);
      int v5 = (int) (b >>> shift & mask);
      int v6 = (int) (b >>> 2 * shift & mask);
      int v7 = (int) (b >>> 3 * shift & mask);
      wrong |= last - v0 | last - v1 | last - v2 | last - v3 | last - v4 | last - v5 | last - v6 | last - v7;
      values[i] = (short) v0;
      values[i + 1] = (short) v1;
      values[i + 2] = (short) v2;
      values[i + 3] = (short) v3;
      values[i + 4] = (short) v4;
      values[i + 5] = (short) v5;
      values[i + 6] = (short) v6;
      values[i + 7] = (short) v7;
    }
    return wrong;
  }

  /// @param values [offset, offset + 8 groups)
  static int unpack(ByteBuffer source, int start, int width, int last, int[] values, int offset, int groups) {
    if (width > 16) {
      return unpackWide(source, start, 0, width, last, values, offset, 8 * groups);
    }
    int shift = width;
    long mask = (1L << width) - 1;
    int half = width <= 8 ? 0 : width >>> 1;
    int lead = width <= 8 ? 4 * width : (4 * width) & 7;
    int wrong = 0;
    int next = start;
    int end = offset + 8 * groups;
    for (int i = offset; i < end; i += 8) {
      long a = source.getLong(next);
      long b = source.getLong(next + half) >>> lead;
      next += width;
      int v0 = (int) (a & mask);
      int v1 = (int) (a >>> shift & mask);
      int v2 = (int) (a >>> 2 * shift & mask);
      int v3 = (int) (a >>> 3 * shift & mask);
      int v4 = (int) (b & mask);
      int v5 = (int) (b >>> shift & mask);
      int v6 = (int) (b >>> 2 * shift & mask);
      int v7 = (int) (b >>> 3 * shift & mask);
      wrong |= last - v0 | last - v1 | last - v2 | last - v3 | last - v4 | last - v5 | last - v6 | last - v7;
      values[i] = v0;
      values[i + 1] = v1;
      values[i + 2] = v2;
      values[i + 3] = v3;
      values[i + 4] = v4;
      values[i + 5] = v5;
      values[i + 6] = v6;
      values[i + 7] = v7;
    }
    return wrong;
  }

  /// Any width up to 32 and any first value: also the plain twin of the others.
  ///
  /// @param first index, within the packed run, of the first value
  static int unpackWide(
      ByteBuffer source, int start, int first, int width, int last, int[] values, int offset, int count) {
    long mask = (1L << width) - 1;
    long bit = (long) first * width;
    int wrong = 0;
    for (int i = 0; i < count; i++) {
      int value = (int) (source.getLong(start + (int) (bit >>> 3)) >>> (bit & 7) & mask);
      bit += width;
      wrong |= last - value | value;
      values[offset + i] = value;
    }
    return wrong;
  }
}
