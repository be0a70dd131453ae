package dev.millrace.formats.parquet;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Decodes the hybrid of runs and bit-packed groups that holds dictionary indices, definition
/// levels and booleans, in as many steps as the caller likes. No value larger than the given last
/// one is ever returned.
final class RleDecoder {
  static final int MAX_WIDTH = 32;

  private final PageDamage damage;
  private final String what;
  private ByteBuffer source;
  private int next;
  private int end;
  private int width;
  private int last;
  private int repeated;
  private int repeatLeft;
  private int packedStart;
  private int packedIndex;
  private int packedLeft;

  /// @param what the values' name in messages
  RleDecoder(PageDamage damage, String what) {
    this.damage = damage;
    this.what = what;
    this.source = ByteBuffer.allocate(0);
  }

  /// Starts on `source[start, end)`, which must be readable 16 bytes past its end.
  ///
  /// @param last the largest legal value
  void start(ByteBuffer source, int start, int end, int width, int last) {
    this.source = source;
    this.next = start;
    this.end = end;
    this.width = width;
    this.last = last;
    this.packedLeft = 0;
    this.repeated = 0;
    this.repeatLeft = width == 0 ? Integer.MAX_VALUE : 0;
    if (width == 0 && last < 0) {
      repeatLeft = 0;
      this.end = start;
    }
  }

  /// @param values 16-bit unsigned; the last legal value must fit
  void read(short[] values, int offset, int count) {
    int at = offset;
    int stop = offset + count;
    while (at < stop) {
      int n = nextRun(stop - at);
      if (packedLeft == 0) {
        Arrays.fill(values, at, at + n, (short) repeated);
        repeatLeft -= n;
      } else {
        unpack(values, at, n);
      }
      at += n;
    }
  }

  void read(int[] values, int offset, int count) {
    int at = offset;
    int stop = offset + count;
    while (at < stop) {
      int n = nextRun(stop - at);
      if (packedLeft == 0) {
        Arrays.fill(values, at, at + n, repeated);
        repeatLeft -= n;
      } else {
        unpack(values, at, n);
      }
      at += n;
    }
  }

  /// Reads values of width 1.
  ///
  /// @return how many were 1
  int read(byte[] values, int offset, int count) {
    int ones = 0;
    int at = offset;
    int stop = offset + count;
    while (at < stop) {
      int n = nextRun(stop - at);
      if (packedLeft == 0) {
        Arrays.fill(values, at, at + n, (byte) repeated);
        ones += repeated * n;
        repeatLeft -= n;
      } else {
        for (int i = 0; i < n; i++) {
          int bit = packedIndex + i;
          int value = source.get(packedStart + (bit >>> 3)) >>> (bit & 7) & 1;
          values[at + i] = (byte) value;
          ones += value;
        }
        advance(n);
      }
      at += n;
    }
    return ones;
  }

  /// Takes `count` values if all of them are `value` by one run: a page without nulls costs
  /// nothing.
  ///
  /// @return whether they were taken
  boolean take(int value, int count) {
    nextRun(count);
    if (packedLeft > 0 || repeated != value || repeatLeft < count) {
      return false;
    }
    repeatLeft -= count;
    return true;
  }

  /// @return how many of the next values, at most `count`, lie in the current run; at least one
  private int nextRun(int count) {
    while (repeatLeft == 0 && packedLeft == 0) {
      enterRun();
    }
    return Math.min(count, packedLeft > 0 ? packedLeft : repeatLeft);
  }

  private void enterRun() {
    int header = varint();
    if ((header & 1) != 0) {
      enterPacked(header >>> 1);
    } else {
      repeatLeft = header >>> 1;
      int bytes = (width + 7) >>> 3;
      if (bytes > end - next) {
        throw endsEarly();
      }
      int value = 0;
      for (int i = 0; i < bytes; i++) {
        value |= (source.get(next++) & 0xff) << (8 * i);
      }
      if (repeatLeft > 0 && (value < 0 || value > last)) {
        throw outOfRange();
      }
      repeated = value;
    }
  }

  /// Writers may leave out the padding of the last group.
  private void enterPacked(int groups) {
    int left = end - next;
    packedStart = next;
    packedIndex = 0;
    if ((long) groups * width <= left) {
      packedLeft = (int) Math.min(8L * groups, Integer.MAX_VALUE - 7);
      next += groups * width;
    } else {
      packedLeft = (int) (8L * left / width);
      next = end;
    }
  }

  private void unpack(short[] values, int offset, int count) {
    int at = offset;
    int stop = offset + count;
    int wrong = 0;
    int head = width > 16 ? count : Math.min(count, -packedIndex & 7);
    while (at < offset + head) {
      wrong |= single(values, at++);
    }
    int groups = (stop - at) >>> 3;
    if (groups > 0) {
      wrong |= RleBits.unpack(source, packedStart + packedByte(), width, last, values, at, groups);
      at += 8 * groups;
      advance(8 * groups);
    }
    while (at < stop) {
      wrong |= single(values, at++);
    }
    check(wrong);
  }

  private void unpack(int[] values, int offset, int count) {
    int wrong = 0;
    int head = Math.min(count, -packedIndex & 7);
    wrong |= RleBits.unpackAny(source, packedStart, packedIndex, width, last, values, offset, head);
    advance(head);
    int groups = (count - head) >>> 3;
    int tail = offset + head + 8 * groups;
    if (groups > 0) {
      int start = packedStart + packedByte();
      wrong |= RleBits.unpack(source, start, width, last, values, offset + head, groups);
      advance(8 * groups);
    }
    int left = offset + count - tail;
    wrong |= RleBits.unpackAny(source, packedStart, packedIndex, width, last, values, tail, left);
    advance(left);
    check(wrong);
  }

  private int single(short[] values, int at) {
    long bit = (long) packedIndex * width;
    long word = source.getLong(packedStart + (int) (bit >>> 3)) >>> (bit & 7);
    int value = (int) (word & ((1L << width) - 1));
    values[at] = (short) value;
    advance(1);
    return last - value | value;
  }

  private int packedByte() {
    return (int) (((long) packedIndex * width) >>> 3);
  }

  private void advance(int count) {
    packedIndex += count;
    packedLeft -= count;
  }

  private void check(int wrong) {
    if (wrong < 0) {
      throw outOfRange();
    }
  }

  private int varint() {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (next >= end) {
        throw endsEarly();
      }
      byte b = source.get(next++);
      value |= (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw damage.damaged("the " + what + " have a run header longer than 32 bits");
  }

  private RuntimeException endsEarly() {
    return damage.damaged("the " + what + " end early");
  }

  private RuntimeException outOfRange() {
    return damage.damaged("the " + what + " hold a value larger than " + last);
  }
}
