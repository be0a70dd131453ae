package dev.millrace.formats.parquet;

import dev.millrace.engine.memory.Scratch;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/// The present (not null) values of the loaded page of a numeric column, decoded step by step into
/// arrays.
///
/// Each physical type is decoded into its own array type; other types are converted block by block.
final class PageValues {
  static final int BLOCK = 1024;

  private final PageReader page;
  private final RleDecoder runs;
  private final DeltaDecoder delta;
  private final int[] block;
  private final Scratch scratch;
  private final String slot;
  private int shortBias;
  private int shortOutside;

  private boolean dictionaryEncoded;
  private int encoding;

  /// Values read of the page, and how many a page of fixed width holds.
  private int done;

  private int held;

  private Buffer plain = IntBuffer.allocate(0);

  /// Which dictionary the typed arrays below hold.
  private int typedId;

  private int shortsId;
  private short[] shorts = {};
  private int[] ints = {};
  private long[] longs = {};
  private float[] floats = {};
  private double[] doubles = {};
  private long[] longBlock = {};
  private float[] floatBlock = {};

  PageValues(PageReader page, Scratch scratch, String slot) {
    this.page = page;
    this.scratch = scratch;
    this.slot = slot;
    this.runs = new RleDecoder(page.at, "dictionary indices");
    this.delta = new DeltaDecoder(page.at);
    this.block = scratch.ints(slot + ".block", BLOCK);
  }

  /// Goes to the column that the page reader entered.
  void enter() {
    boolean bytes = page.logical == ColumnLogical.INT_8 || page.logical == ColumnLogical.UINT_8;
    shortBias = page.logical.unsigned() ? 0 : bytes ? 0x80 : 0x8000;
    shortOutside = bytes ? ~0xff : ~0xffff;
  }

  /// Starts on the page just loaded.
  void start() {
    done = 0;
    encoding = page.header.encoding;
    dictionaryEncoded = page.header.isDictionaryEncoded();
    if (dictionaryEncoded) {
      startIndices(page, runs);
      return;
    }
    switch (encoding) {
      case PageHeader.PLAIN -> startPlain();
      case PageHeader.BYTE_STREAM_SPLIT -> held = held();
      case PageHeader.DELTA_BINARY_PACKED -> {
        if (page.type != ColumnType.INT32 && page.type != ColumnType.INT64) {
          throw unsupportedEncoding();
        }
        delta.start(page.values, page.start, page.end);
      }
      default -> throw unsupportedEncoding();
    }
  }

  static void startIndices(PageReader page, RleDecoder runs) {
    int width = page.start < page.end ? page.values.get(page.start) : 0;
    if (width < 0 || width > RleDecoder.MAX_WIDTH) {
      throw page.at.damaged("dictionary indices of " + width + " bits");
    }
    int start = Math.min(page.start + 1, page.end);
    runs.start(page.values, start, page.end, width, page.dictionarySize - 1);
  }

  void indices(short[] values, int offset, int count) {
    runs.read(values, offset, count);
  }

  void indices(int[] values, int offset, int count) {
    runs.read(values, offset, count);
  }

  /// 8- and 16-bit integers; a stored value outside the column's range is damage.
  void shorts(short[] values, int offset, int count) {
    if (dictionaryEncoded && page.dictionarySize <= 1 << 16) {
      typeShorts();
      runs.read(values, offset, count);
      for (int i = offset; i < offset + count; i++) {
        values[i] = shorts[values[i] & 0xffff];
      }
      return;
    }
    for (int i = 0; i < count; i += BLOCK) {
      int n = Math.min(BLOCK, count - i);
      ints(block, 0, n);
      narrow(block, values, offset + i, n);
    }
  }

  void ints(int[] values, int offset, int count) {
    if (dictionaryEncoded) {
      type();
      runs.read(values, offset, count);
      for (int i = offset; i < offset + count; i++) {
        values[i] = ints[values[i]];
      }
    } else if (encoding == PageHeader.PLAIN) {
      ((IntBuffer) plain).get(take(count), values, offset, count);
    } else if (encoding == PageHeader.DELTA_BINARY_PACKED) {
      delta.read(values, offset, count);
    } else {
      int first = take(count);
      for (int i = 0; i < count; i++) {
        values[offset + i] = (int) split(first + i, Integer.BYTES);
      }
    }
  }

  void longs(long[] values, int offset, int count) {
    boolean narrow = page.type == ColumnType.INT32;
    for (int i = 0; i < count; i += BLOCK) {
      int n = Math.min(BLOCK, count - i);
      if (narrow) {
        ints(block, 0, n);
        long mask = page.logical.unsigned() ? 0xffffffffL : -1L;
        for (int k = 0; k < n; k++) {
          values[offset + i + k] = block[k] & mask;
        }
      } else {
        nativeLongs(values, offset + i, n);
      }
    }
  }

  void floats(float[] values, int offset, int count) {
    for (int i = 0; i < count; i += BLOCK) {
      nativeFloats(values, offset + i, Math.min(BLOCK, count - i));
    }
  }

  void doubles(double[] values, int offset, int count) {
    for (int i = 0; i < count; i += BLOCK) {
      int n = Math.min(BLOCK, count - i);
      switch (page.type) {
        case DOUBLE -> nativeDoubles(values, offset + i, n);
        case FLOAT -> widenFloats(values, offset + i, n);
        default -> widenLongs(values, offset + i, n);
      }
    }
  }

  /// The whole dictionary; the array must hold it.
  void dictionary(short[] values) {
    typeShorts();
    System.arraycopy(shorts, 0, values, 0, page.dictionarySize);
  }

  void dictionary(int[] values) {
    ((IntBuffer) plainView(page.dictionary, 0)).get(0, values, 0, page.dictionarySize);
  }

  void dictionary(long[] values) {
    type();
    boolean unsigned = page.logical.unsigned();
    for (int i = 0; i < page.dictionarySize; i++) {
      values[i] =
          page.type == ColumnType.INT64
              ? longs[i]
              : unsigned ? Integer.toUnsignedLong(ints[i]) : ints[i];
    }
  }

  void dictionary(float[] values) {
    ((FloatBuffer) plainView(page.dictionary, 0)).get(0, values, 0, page.dictionarySize);
  }

  void dictionary(double[] values) {
    type();
    boolean unsigned = page.logical.unsigned();
    for (int i = 0; i < page.dictionarySize; i++) {
      values[i] =
          switch (page.type) {
            case DOUBLE -> doubles[i];
            case FLOAT -> floats[i];
            case INT64 -> unsigned ? unsignedDouble(longs[i]) : longs[i];
            default -> unsigned ? Integer.toUnsignedLong(ints[i]) : ints[i];
          };
    }
  }

  private void nativeLongs(long[] values, int offset, int count) {
    if (dictionaryEncoded) {
      type();
      runs.read(block, 0, count);
      for (int i = 0; i < count; i++) {
        values[offset + i] = longs[block[i]];
      }
    } else if (encoding == PageHeader.PLAIN) {
      ((LongBuffer) plain).get(take(count), values, offset, count);
    } else if (encoding == PageHeader.DELTA_BINARY_PACKED) {
      delta.read(values, offset, count);
    } else {
      int first = take(count);
      for (int i = 0; i < count; i++) {
        values[offset + i] = split(first + i, Long.BYTES);
      }
    }
  }

  private void nativeFloats(float[] values, int offset, int count) {
    if (dictionaryEncoded) {
      type();
      runs.read(block, 0, count);
      for (int i = 0; i < count; i++) {
        values[offset + i] = floats[block[i]];
      }
    } else if (encoding == PageHeader.PLAIN) {
      ((FloatBuffer) plain).get(take(count), values, offset, count);
    } else {
      int first = take(count);
      for (int i = 0; i < count; i++) {
        values[offset + i] = Float.intBitsToFloat((int) split(first + i, Float.BYTES));
      }
    }
  }

  private void nativeDoubles(double[] values, int offset, int count) {
    if (dictionaryEncoded) {
      type();
      runs.read(block, 0, count);
      for (int i = 0; i < count; i++) {
        values[offset + i] = doubles[block[i]];
      }
    } else if (encoding == PageHeader.PLAIN) {
      ((DoubleBuffer) plain).get(take(count), values, offset, count);
    } else {
      int first = take(count);
      for (int i = 0; i < count; i++) {
        values[offset + i] = Double.longBitsToDouble(split(first + i, Double.BYTES));
      }
    }
  }

  private void widenFloats(double[] values, int offset, int count) {
    floatBlock = floatBlock.length == 0 ? scratch.floats(slot + ".floatBlock", BLOCK) : floatBlock;
    nativeFloats(floatBlock, 0, count);
    for (int i = 0; i < count; i++) {
      values[offset + i] = floatBlock[i];
    }
  }

  private void widenLongs(double[] values, int offset, int count) {
    longBlock = longBlock.length == 0 ? scratch.longs(slot + ".longBlock", BLOCK) : longBlock;
    longs(longBlock, 0, count);
    boolean unsigned = page.logical == ColumnLogical.UINT_64;
    for (int i = 0; i < count; i++) {
      values[offset + i] = unsigned ? unsignedDouble(longBlock[i]) : longBlock[i];
    }
  }

  private static double unsignedDouble(long value) {
    return value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
  }

  private void narrow(int[] source, short[] values, int offset, int count) {
    int wrong = 0;
    for (int i = 0; i < count; i++) {
      int value = source[i];
      wrong |= value + shortBias;
      values[offset + i] = (short) value;
    }
    if ((wrong & shortOutside) != 0) {
      throw page.at.damaged("a value lies outside the range of " + page.logical);
    }
  }

  private void startPlain() {
    if (page.type == ColumnType.BOOLEAN || page.width == 0) {
      throw unsupportedEncoding();
    }
    held = held();
    plain = plainView(page.values, page.start);
  }

  private int held() {
    return (page.end - page.start) / page.width;
  }

  private Buffer plainView(ByteBuffer buffer, int start) {
    buffer.position(start);
    Buffer view =
        switch (page.type) {
          case INT32 -> buffer.asIntBuffer();
          case INT64 -> buffer.asLongBuffer();
          case FLOAT -> buffer.asFloatBuffer();
          case DOUBLE -> buffer.asDoubleBuffer();
          default -> throw unsupportedEncoding();
        };
    buffer.position(0);
    return view;
  }

  /// @return the index of the first of the next `count` values
  private int take(int count) {
    if (count > held - done) {
      throw page.at.damaged("the page ends after " + held + " values and needs more");
    }
    int first = done;
    done += count;
    return first;
  }

  private long split(int index, int width) {
    long value = 0;
    for (int k = 0; k < width; k++) {
      value |= (page.values.get(page.start + k * held + index) & 0xffL) << (8 * k);
    }
    return value;
  }

  /// Decodes the dictionary into the array of its type, once.
  private void type() {
    if (typedId == page.dictionaryId) {
      return;
    }
    int size = page.dictionarySize;
    Buffer view = plainView(page.dictionary, 0);
    switch (page.type) {
      case INT32 -> {
        ints = ints.length < size ? scratch.ints(slot + ".intsDictionary", size) : ints;
        ((IntBuffer) view).get(0, ints, 0, size);
      }
      case INT64 -> {
        longs = longs.length < size ? scratch.longs(slot + ".longsDictionary", size) : longs;
        ((LongBuffer) view).get(0, longs, 0, size);
      }
      case FLOAT -> {
        floats = floats.length < size ? scratch.floats(slot + ".floatsDictionary", size) : floats;
        ((FloatBuffer) view).get(0, floats, 0, size);
      }
      default -> {
        doubles =
            doubles.length < size ? scratch.doubles(slot + ".doublesDictionary", size) : doubles;
        ((DoubleBuffer) view).get(0, doubles, 0, size);
      }
    }
    typedId = page.dictionaryId;
  }

  private void typeShorts() {
    if (shortsId == page.dictionaryId) {
      return;
    }
    int size = page.dictionarySize;
    shorts = shorts.length < size ? scratch.shorts(slot + ".shortsDictionary", size) : shorts;
    IntBuffer view = (IntBuffer) plainView(page.dictionary, 0);
    for (int i = 0; i < size; i += BLOCK) {
      int n = Math.min(BLOCK, size - i);
      view.get(i, block, 0, n);
      narrow(block, shorts, i, n);
    }
    shortsId = page.dictionaryId;
  }

  private RuntimeException unsupportedEncoding() {
    return page.at.unsupported(
        "encoding " + PageHeader.encodingName(encoding) + " of " + page.type + " values");
  }
}
