package dev.millrace.formats.parquet;

import java.nio.ByteBuffer;

/// Unpacks bit-packed integers, least significant bit first: the inner loop of dictionary pages.
///
/// Eight values of width w take w bytes, so a 64-bit word at their start holds four of up to 16
/// bits, and a word from their middle (half a byte later where w is odd) the other four. Two
/// shift-and-mask steps spread four values to the four 16-bit lanes of a word: first pairs to the
/// halves, then single values to the quarters:
///
/// ```
/// ........ ....dddd ccccbbbb aaaa   ->   ....ddddcccc | ....bbbbaaaa   ->   dddd | cccc | bbbb | aaaa
/// ```
///
/// Adding `0x7fff - last` to each lane then sets its top bit where a value is larger than `last`.
/// The buffer must be little-endian and readable 16 bytes past the packed data. All methods return
/// a negative number where a value was larger than `last`.
final class RleBits {
  private static final int MAX_LANE_WIDTH = 15;
  private static final long PAIRS = 0x0000000100000001L;
  private static final long LANES = 0x0001000100010001L;
  private static final long LANE_TOPS = 0x8000800080008000L;

  private RleBits() {}

  /// Widths 1 to 16.
  ///
  /// @param values 16-bit unsigned, [offset, offset + 8 groups)
  static int unpack(
      ByteBuffer source, int start, int width, int last, short[] values, int offset, int groups) {
    if (width > MAX_LANE_WIDTH) {
      return unpackWhole(source, start, last, values, offset, 8 * groups);
    }
    long value = (1L << width) - 1;
    long pair = (1L << (2 * width)) - 1;
    long upperPair = pair << 32;
    long lower = value * PAIRS;
    long upper = lower << 16;
    long bias = (0x7fffL - Math.min(last, value)) * LANES;
    int pairShift = 32 - 2 * width;
    int laneShift = 16 - width;
    int middle = width >>> 1;
    int lead = (width & 1) << 2;
    long wrong = 0;
    int next = start;
    int end = offset + 8 * groups;
    for (int i = offset; i < end; i += 8) {
      long a = source.getLong(next);
      long b = source.getLong(next + middle) >>> lead;
      next += width;
      a = (a & pair) | ((a << pairShift) & upperPair);
      b = (b & pair) | ((b << pairShift) & upperPair);
      a = (a & lower) | ((a << laneShift) & upper);
      b = (b & lower) | ((b << laneShift) & upper);
      wrong |= a + bias | b + bias;
      values[i] = (short) a;
      values[i + 1] = (short) (a >>> 16);
      values[i + 2] = (short) (a >>> 32);
      values[i + 3] = (short) (a >>> 48);
      values[i + 4] = (short) b;
      values[i + 5] = (short) (b >>> 16);
      values[i + 6] = (short) (b >>> 32);
      values[i + 7] = (short) (b >>> 48);
    }
    return (wrong & LANE_TOPS) == 0 ? 0 : -1;
  }

  /// Widths 1 to 32.
  ///
  /// @param values [offset, offset + 8 groups)
  static int unpack(
      ByteBuffer source, int start, int width, int last, int[] values, int offset, int groups) {
    if (width > MAX_LANE_WIDTH) {
      return unpackAny(source, start, 0, width, last, values, offset, 8 * groups);
    }
    long mask = (1L << width) - 1;
    int middle = width >>> 1;
    int lead = (width & 1) << 2;
    int wrong = 0;
    int next = start;
    int end = offset + 8 * groups;
    for (int i = offset; i < end; i += 8) {
      long a = source.getLong(next);
      long b = source.getLong(next + middle) >>> lead;
      next += width;
      int v0 = (int) (a & mask);
      int v1 = (int) (a >>> width & mask);
      int v2 = (int) ((a >>> (2 * width)) & mask);
      int v3 = (int) ((a >>> (3 * width)) & mask);
      int v4 = (int) (b & mask);
      int v5 = (int) (b >>> width & mask);
      int v6 = (int) ((b >>> (2 * width)) & mask);
      int v7 = (int) ((b >>> (3 * width)) & mask);
      wrong |=
          last - v0 | last - v1 | last - v2 | last - v3 | last - v4 | last - v5 | last - v6
              | last - v7;
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

  /// Any width up to 32, from any value on, one by one: the plain twin of the others.
  ///
  /// @param first index, within the packed run, of the first value
  static int unpackAny(
      ByteBuffer source,
      int start,
      int first,
      int width,
      int last,
      int[] values,
      int offset,
      int count) {
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

  private static int unpackWhole(
      ByteBuffer source, int start, int last, short[] values, int offset, int count) {
    int wrong = 0;
    for (int i = 0; i < count; i++) {
      short value = source.getShort(start + 2 * i);
      wrong |= last - (value & 0xffff);
      values[offset + i] = value;
    }
    return wrong;
  }
}
