package dev.millrace.formats.parquet;

import java.nio.ByteBuffer;

/// The values of one chunk in one encoding, nulls left out, ready to be cut into pages.
interface ParquetWriterValues {
  /// The number in the format's Thrift definition.
  int encoding();

  /// Bits of one value; where they differ, of a typical one.
  int bits();

  /// Bytes that [#put] appends, or a few more.
  int bytes(int from, int to);

  void put(int from, int to, ByteBuffer page);

  /// Numbers of 4 or 8 bytes, each as its bits in a long.
  record Numbers(long[] keys, int valueBytes) implements ParquetWriterValues {
    @Override
    public int encoding() {
      return ParquetWriterPages.PLAIN;
    }

    @Override
    public int bits() {
      return valueBytes * Byte.SIZE;
    }

    @Override
    public int bytes(int from, int to) {
      return (to - from) * valueBytes;
    }

    @Override
    public void put(int from, int to, ByteBuffer page) {
      for (int i = from; i < to; i++) {
        if (valueBytes == Long.BYTES) {
          page.putLong(keys[i]);
        } else {
          page.putInt((int) keys[i]);
        }
      }
    }
  }

  /// Unsigned 16-bit numbers as 4 bytes.
  record Plain16(short[] values) implements ParquetWriterValues {
    @Override
    public int encoding() {
      return ParquetWriterPages.PLAIN;
    }

    @Override
    public int bits() {
      return Integer.SIZE;
    }

    @Override
    public int bytes(int from, int to) {
      return (to - from) * Integer.BYTES;
    }

    @Override
    public void put(int from, int to, ByteBuffer page) {
      int base = page.position();
      for (int i = from; i < to; i++) {
        page.putInt(base + (i - from) * Integer.BYTES, values[i] & 0xffff);
      }
      page.position(base + bytes(from, to));
    }
  }

  /// Zeros and ones.
  record Booleans(long[] keys) implements ParquetWriterValues {
    @Override
    public int encoding() {
      return ParquetWriterPages.PLAIN;
    }

    @Override
    public int bits() {
      return 1;
    }

    @Override
    public int bytes(int from, int to) {
      return (to - from) / Byte.SIZE + 1;
    }

    @Override
    public void put(int from, int to, ByteBuffer page) {
      ParquetWriterBits.booleans(keys, from, to, page);
    }
  }

  /// Texts one after the other in UTF-8, each with its length before it.
  ///
  /// @param ends where each text ends in `bytes`; `ends[0]` is 0, the first text ends at `ends[1]`
  record Texts(byte[] utf8, int[] ends, int count) implements ParquetWriterValues {
    @Override
    public int encoding() {
      return ParquetWriterPages.PLAIN;
    }

    @Override
    public int bits() {
      return (int) (((long) ends[count] / Math.max(1, count) + Integer.BYTES) * Byte.SIZE);
    }

    @Override
    public int bytes(int from, int to) {
      return ends[to] - ends[from] + (to - from) * Integer.BYTES;
    }

    @Override
    public void put(int from, int to, ByteBuffer page) {
      for (int i = from; i < to; i++) {
        page.putInt(ends[i + 1] - ends[i]);
        page.put(utf8, ends[i], ends[i + 1] - ends[i]);
      }
    }
  }

  /// Dictionary codes, one for each value.
  record Codes(int[] codes, int bits) implements ParquetWriterValues {
    @Override
    public int encoding() {
      return ParquetWriterPages.RLE_DICTIONARY;
    }

    @Override
    public int bytes(int from, int to) {
      return Math.toIntExact((to - from + 7L) * bits / Byte.SIZE + Long.BYTES);
    }

    @Override
    public void put(int from, int to, ByteBuffer page) {
      page.put((byte) bits);
      ParquetWriterBits.pack(codes, from, to, bits, page);
    }
  }

  /// 16-bit values with the dictionary code of each possible one.
  record Codes16(short[] values, short[] codes, int bits) implements ParquetWriterValues {
    @Override
    public int encoding() {
      return ParquetWriterPages.RLE_DICTIONARY;
    }

    @Override
    public int bytes(int from, int to) {
      return Math.toIntExact((to - from + 7L) * bits / Byte.SIZE + Long.BYTES);
    }

    @Override
    public void put(int from, int to, ByteBuffer page) {
      page.put((byte) bits);
      ParquetWriterBits.pack16(values, from, to, codes, bits, page);
    }
  }
}
