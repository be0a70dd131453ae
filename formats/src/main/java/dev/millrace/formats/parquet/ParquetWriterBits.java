package dev.millrace.formats.parquet;

import java.nio.ByteBuffer;

/// Runs of Parquet's RLE and bit-packing hybrid: dictionary codes and definition levels. All
/// methods append at the buffer's position. The buffer is little-endian and has [#SLACK_BYTES] more
/// room than the run needs.
///
/// Eight codes of w bits fill w bytes. They are gathered into two words of 4w bits each, which then
/// are stored as one or two overlapping longs.
final class ParquetWriterBits {
  static final int SLACK_BYTES = 32;

  private static final int GROUP = 8;

  private ParquetWriterBits() {}

  /// Bits that hold codes 0 to `distinct - 1`; at least 1.
  static int width(int distinct) {
    return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(distinct - 1));
  }

  /// The packed codes of `values[from]` to `values[to - 1]` as one bit-packed run.
  ///
  /// @param codes by unsigned value
  static void pack16(short[] values, int from, int to, short[] codes, int bits, ByteBuffer page) {
    runHeader(to - from, page);
    int at = page.position();
    int i = from;
    for (; i <= to - GROUP; i += GROUP) {
      long low =
          code(values, i, codes)
              | code(values, i + 1, codes) << bits
              | code(values, i + 2, codes) << (2 * bits)
              | code(values, i + 3, codes) << (3 * bits);
      long high =
          code(values, i + 4, codes)
              | code(values, i + 5, codes) << bits
              | code(values, i + 6, codes) << (2 * bits)
              | code(values, i + 7, codes) << (3 * bits);
      store(low, high, bits, page, at);
      at += bits;
    }
    page.position(at);
    if (i < to) {
      long low = 0;
      long high = 0;
      for (int k = 0; i + k < to; k++) {
        long code = code(values, i + k, codes);
        low |= k < 4 ? code << (k * bits) : 0;
        high |= k < 4 ? 0 : code << ((k - 4) * bits);
      }
      store(low, high, bits, page, at);
      page.position(at + bits);
    }
  }

  /// The packed `codes[from]` to `codes[to - 1]` as one bit-packed run.
  static void pack(int[] codes, int from, int to, int bits, ByteBuffer page) {
    runHeader(to - from, page);
    int padded = from + (to - from + GROUP - 1) / GROUP * GROUP;
    long word = 0;
    int held = 0;
    for (int i = from; i < padded; i++) {
      word |= (i < to ? (long) codes[i] : 0) << held;
      held += bits;
      if (held >= Integer.SIZE) {
        page.putInt((int) word);
        word >>>= Integer.SIZE;
        held -= Integer.SIZE;
      }
    }
    for (; held > 0; held -= Byte.SIZE) {
      page.put((byte) word);
      word >>>= Byte.SIZE;
    }
  }

  /// One bit a value, without a run header: PLAIN booleans.
  static void booleans(long[] values, int from, int to, ByteBuffer page) {
    for (int i = from; i < to; i += GROUP) {
      int bits = 0;
      for (int k = 0; k < Math.min(GROUP, to - i); k++) {
        bits |= (int) values[i + k] << k;
      }
      page.put((byte) bits);
    }
  }

  /// Definition levels of the rows as one bit-packed run.
  static void levels(boolean[] present, int from, int to, ByteBuffer page) {
    runHeader(to - from, page);
    for (int i = from; i < to; i += GROUP) {
      int bits = 0;
      for (int k = 0; k < Math.min(GROUP, to - i); k++) {
        bits |= present[i + k] ? 1 << k : 0;
      }
      page.put((byte) bits);
    }
  }

  /// `count` times the same 1-bit value as one repeated run.
  static void repeat(int count, int value, ByteBuffer page) {
    varint((long) count << 1, page);
    page.put((byte) value);
  }

  private static long code(short[] values, int i, short[] codes) {
    return codes[values[i] & 0xffff] & 0xffffL;
  }

  private static void store(long low, long high, int bits, ByteBuffer page, int at) {
    int half = 4 * bits;
    page.putLong(at, low | (high << (half - 1) << 1));
    if (half > Integer.SIZE) {
      page.putLong(at + Long.BYTES, high >>> (Long.SIZE - half));
    }
  }

  private static void runHeader(int values, ByteBuffer page) {
    int groups = (values + GROUP - 1) / GROUP;
    varint(((long) groups << 1) | 1, page);
  }

  private static void varint(long value, ByteBuffer page) {
    long rest = value;
    while (rest >= 0x80) {
      page.put((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    page.put((byte) rest);
  }
}
