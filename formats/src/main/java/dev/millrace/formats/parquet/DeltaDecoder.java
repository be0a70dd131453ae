package dev.millrace.formats.parquet;

import java.nio.ByteBuffer;

/// Decodes DELTA_BINARY_PACKED integers: a first value, then blocks of a smallest delta and
/// bit-packed differences to it, in miniblocks of their own bit widths. Sums wrap around, as the
/// format asks.
final class DeltaDecoder {
  private static final int MAX_BLOCK_VALUES = 1 << 20;

  private final PageDamage damage;
  private final byte[] widths = new byte[256];
  private ByteBuffer source;
  private int next;
  private int end;
  private int total;
  private int done;
  private int miniblocks;
  private int miniblockValues;
  private int miniblock;
  private int miniblockDone;
  private int miniblockStart;
  private int width;
  private long minimum;
  private long value;

  DeltaDecoder(PageDamage damage) {
    this.damage = damage;
    this.source = ByteBuffer.allocate(0);
  }

  /// Starts on `source[start, end)`, which must be readable 16 bytes past its end.
  void start(ByteBuffer source, int start, int end) {
    this.source = source;
    this.next = start;
    this.end = end;
    this.done = 0;
    long blockValues = varint();
    long blockMiniblocks = varint();
    long values = varint();
    this.value = zigzag();
    boolean sane =
        blockValues > 0
            && blockValues <= MAX_BLOCK_VALUES
            && blockMiniblocks > 0
            && blockMiniblocks <= widths.length
            && blockValues % (8 * blockMiniblocks) == 0
            && values >= 0
            && values <= Integer.MAX_VALUE;
    if (!sane) {
      throw damage.damaged(
          "delta header of "
              + blockValues
              + " values a block, "
              + blockMiniblocks
              + " miniblocks, "
              + values
              + " values");
    }
    this.total = (int) values;
    this.miniblocks = (int) blockMiniblocks;
    this.miniblockValues = (int) (blockValues / blockMiniblocks);
    this.miniblock = miniblocks;
    this.miniblockDone = miniblockValues;
  }

  /// @return how many values the data holds
  int total() {
    return total;
  }

  /// @return the first byte after the data, once all values are read
  int end() {
    return next;
  }

  void read(int[] values, int offset, int count) {
    checkLeft(count);
    for (int i = offset; i < offset + count; i++) {
      values[i] = (int) nextValue();
    }
  }

  void read(long[] values, int offset, int count) {
    checkLeft(count);
    for (int i = offset; i < offset + count; i++) {
      values[i] = nextValue();
    }
  }

  private long nextValue() {
    if (done++ == 0) {
      return value;
    }
    if (miniblockDone == miniblockValues) {
      enterMiniblock();
    }
    long bit = (long) miniblockDone++ * width;
    int at = miniblockStart + (int) (bit >>> 3);
    int shift = (int) (bit & 7);
    long delta = 0;
    if (width > 0) {
      delta = source.getLong(at) >>> shift;
      if (shift + width > Long.SIZE) {
        delta |= (source.get(at + Long.BYTES) & 0xffL) << (Long.SIZE - shift);
      }
      delta &= -1L >>> (Long.SIZE - width);
    }
    value += minimum + delta;
    return value;
  }

  /// The last miniblock may be cut after its last value.
  private void enterMiniblock() {
    if (++miniblock >= miniblocks) {
      enterBlock();
    }
    width = widths[miniblock];
    miniblockDone = 0;
    miniblockStart = next;
    long bits = (long) Math.min(miniblockValues, total - done + 1) * width;
    if (width > Long.SIZE || width < 0 || (bits + 7) >>> 3 > end - next) {
      throw damage.damaged("the delta data of " + total + " values ends early, after " + done);
    }
    next = (int) Math.min(end, next + (((long) miniblockValues * width) >>> 3));
  }

  private void enterBlock() {
    minimum = zigzag();
    if (miniblocks > end - next) {
      throw damage.damaged("the delta data of " + total + " values ends early, after " + done);
    }
    source.get(next, widths, 0, miniblocks);
    next += miniblocks;
    miniblock = 0;
  }

  private void checkLeft(int count) {
    if (count > total - done) {
      throw damage.damaged("the delta data has " + total + " values, the page needs more");
    }
  }

  private long zigzag() {
    long raw = varint();
    return (raw >>> 1) ^ -(raw & 1);
  }

  private long varint() {
    long result = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (next >= end) {
        throw damage.damaged("the delta data ends early");
      }
      byte b = source.get(next++);
      result |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return result;
      }
    }
    throw damage.damaged("the delta data has an integer longer than 64 bits");
  }
}
