package dev.millrace.formats.parquet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads one column from its first row to its last, a page at a time: what it holds is one page and
/// one dictionary, however long the column is.
///
/// The `read` methods decode into the caller's array, go on from page to page and return how many
/// rows they gave: fewer than asked only at the end, 0 after it. A dictionary-encoded page can be
/// read in its own form instead:
///
/// ```java
/// for (int rows; (rows = cursor.available()) > 0; ) {
///   if (cursor.isDictionary()) {
///     // transform the dictionary once per dictionaryId(), then look up
///     rows = cursor.readIndices(indices, 0, Math.min(rows, indices.length));
///   } else {
///     rows = cursor.readShorts(adu, 0, Math.min(rows, adu.length));
///   }
/// }
/// ```
///
/// Missing values are NaN as float or double; any other type refuses them unless [#markingNulls]
/// was given a mask, and then they are 0, false or empty. A file has one cursor at a time;
/// thread-confined.
public final class ColumnCursor {
  private final ParquetFile file;
  private final PageReader page;
  private final PageValues numbers;
  private final PageBooleans booleans;
  private final PageStrings strings;
  private final RleDecoder levels;
  private final byte[] present;
  private boolean @Nullable [] nulls;
  private boolean loaded;
  private boolean discarding;
  private int rowsLeft;

  ColumnCursor(ParquetFile file, PageReader page, byte[] present) {
    this.file = file;
    this.page = page;
    this.numbers = file.numbers();
    this.booleans = file.booleans();
    this.strings = file.strings();
    this.levels = file.levels();
    this.present = present;
  }

  /// Accepts missing values: every read from now on sets `isNull[offset + i]` along with
  /// `values[offset + i]`.
  public ColumnCursor markingNulls(boolean[] isNull) {
    this.nulls = isNull;
    return this;
  }

  /// Goes to the next page when the current one is used up; decompresses nothing.
  ///
  /// @return rows left in the current page, 0 at the end of the column
  public int available() {
    file.requireCurrent(this);
    if (rowsLeft == 0) {
      loaded = true;
      if (page.next()) {
        rowsLeft = page.header.values;
        loaded = false;
      }
    }
    return rowsLeft;
  }

  /// @return whether the current page holds indices into a dictionary
  public boolean isDictionary() {
    return available() > 0 && page.header.isDictionaryEncoded();
  }

  /// @return a number that is different for every dictionary of the file
  public int dictionaryId() {
    return page.dictionaryId;
  }

  /// @return entries of the current dictionary
  public int dictionarySize() {
    return page.dictionarySize;
  }

  /// The dictionary, of 8- and 16-bit integers, of the current page: the rows read last or, before
  /// the first read, of those to come.
  ///
  /// @param values `[entry]` at least [#dictionarySize()] long
  public void readDictionary(short[] values) {
    requireDictionary(values.length);
    requireShorts();
    numbers.dictionary(values);
  }

  public void readDictionary(int[] values) {
    requireDictionary(values.length);
    require(page.type == ColumnType.INT32, "ints");
    numbers.dictionary(values);
  }

  public void readDictionary(long[] values) {
    requireDictionary(values.length);
    require(page.type == ColumnType.INT32 || page.type == ColumnType.INT64, "longs");
    numbers.dictionary(values);
  }

  public void readDictionary(float[] values) {
    requireDictionary(values.length);
    require(page.type == ColumnType.FLOAT, "floats");
    numbers.dictionary(values);
  }

  public void readDictionary(double[] values) {
    requireDictionary(values.length);
    require(isNumber(), "doubles");
    numbers.dictionary(values);
  }

  public void readDictionary(ColumnBytes values) {
    requireDictionary(Integer.MAX_VALUE);
    require(isBytes(), "bytes");
    values.clear();
    strings.dictionary(values);
  }

  /// Reads indices of the current page only; it must be dictionary-encoded.
  ///
  /// @param indices `[row]` 16-bit unsigned, all smaller than [#dictionarySize()], which must be at
  ///   most 65,536
  public int readIndices(short[] indices, int offset, int length) {
    requireDictionary(Integer.MAX_VALUE);
    if (page.dictionarySize > 1 << 16) {
      throw new IllegalArgumentException(
          "a dictionary of " + page.dictionarySize + " entries needs indices of type int");
    }
    return read(Form.INDICES, indices, offset, Math.min(length, rowsLeft));
  }

  /// @param indices `[row]` all smaller than [#dictionarySize()]
  public int readIndices(int[] indices, int offset, int length) {
    requireDictionary(Integer.MAX_VALUE);
    return read(Form.INDICES, indices, offset, Math.min(length, rowsLeft));
  }

  /// Reads 8- and 16-bit integers; unsigned ones keep their 16 bits.
  ///
  /// @param values `[row]` from `offset`
  /// @return rows read, 0 at the end
  public int readShorts(short[] values, int offset, int length) {
    requireShorts();
    return read(Form.VALUES, values, offset, length);
  }

  /// Reads INT32; UINT_32 keeps its 32 bits.
  public int readInts(int[] values, int offset, int length) {
    require(page.type == ColumnType.INT32, "ints");
    return read(Form.VALUES, values, offset, length);
  }

  /// Reads INT64 and INT32; UINT_64 keeps its 64 bits.
  public int readLongs(long[] values, int offset, int length) {
    require(page.type == ColumnType.INT32 || page.type == ColumnType.INT64, "longs");
    return read(Form.VALUES, values, offset, length);
  }

  public int readFloats(float[] values, int offset, int length) {
    require(page.type == ColumnType.FLOAT, "floats");
    return read(Form.VALUES, values, offset, length);
  }

  /// Reads any number; INT64 beyond 2^53 is rounded, DECIMAL is not scaled.
  public int readDoubles(double[] values, int offset, int length) {
    require(isNumber(), "doubles");
    return read(Form.VALUES, values, offset, length);
  }

  public int readBooleans(boolean[] values, int offset, int length) {
    require(page.type == ColumnType.BOOLEAN, "booleans");
    return read(Form.VALUES, values, offset, length);
  }

  /// Replaces a batch by the next `length` values of a BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY or INT96
  /// column; the null mask is set from its start.
  public int readBytes(ColumnBytes values, int length) {
    require(isBytes(), "bytes");
    values.clear();
    return read(Form.VALUES, values, 0, length);
  }

  /// Passes over rows; whole pages and row groups are not decompressed.
  ///
  /// @return rows passed over, fewer than asked only at the end
  public long skip(long rows) {
    long left = rows;
    while (left > 0) {
      if (rowsLeft == 0) {
        file.requireCurrent(this);
        left -= page.skipRowGroups(left);
      }
      if (left == 0 || available() == 0) {
        break;
      }
      if (!loaded && left >= rowsLeft) {
        left -= rowsLeft;
        rowsLeft = 0;
        page.skipPage();
      } else {
        left -= decodeAway((int) Math.min(left, rowsLeft));
      }
    }
    return rows - left;
  }

  private enum Form {
    VALUES,
    INDICES
  }

  private int read(Form form, Object values, int offset, int length) {
    int at = offset;
    int stop = Math.addExact(offset, length);
    while (at < stop && ready()) {
      at += readPage(form, values, at, Math.min(stop - at, rowsLeft));
    }
    return at - offset;
  }

  private int readPage(Form form, Object values, int at, int rows) {
    int n = rows;
    if (!page.nullable || levels.take(1, n)) {
      decode(form, values, at, n);
      if (nulls != null) {
        Arrays.fill(nulls, at, at + n, false);
      }
    } else {
      n = Math.min(rows, PageValues.BLOCK);
      int count = levels.read(present, 0, n);
      if (count < n) {
        refuseNulls(form, values);
      }
      int batchStart = values instanceof ColumnBytes bytes ? bytes.size() : at;
      decode(form, values, at, count);
      if (count < n) {
        spread(values, batchStart, n, count);
      }
      markNulls(at, n);
    }
    rowsLeft -= n;
    return n;
  }

  private boolean ready() {
    if (available() == 0) {
      return false;
    }
    if (!loaded) {
      page.load();
      loaded = true;
      if (page.nullable) {
        levels.start(page.levels, page.levelsStart, page.levelsEnd, 1, 1);
      }
      if (page.type == ColumnType.BOOLEAN) {
        booleans.start();
      } else if (isBytes()) {
        strings.start();
      } else {
        numbers.start();
      }
    }
    return true;
  }

  private void decode(Form form, Object values, int at, int count) {
    if (form == Form.INDICES) {
      decodeIndices(values, at, count);
    } else if (values instanceof short[] shorts) {
      numbers.shorts(shorts, at, count);
    } else if (values instanceof int[] ints) {
      numbers.ints(ints, at, count);
    } else if (values instanceof double[] doubles) {
      numbers.doubles(doubles, at, count);
    } else if (values instanceof long[] longs) {
      numbers.longs(longs, at, count);
    } else if (values instanceof float[] floats) {
      numbers.floats(floats, at, count);
    } else if (values instanceof boolean[] flags) {
      booleans.read(flags, at, count);
    } else {
      strings.read((ColumnBytes) values, count);
    }
  }

  private void decodeIndices(Object values, int at, int count) {
    if (values instanceof short[] shorts) {
      if (isBytes()) {
        strings.indices(shorts, at, count);
      } else {
        numbers.indices(shorts, at, count);
      }
    } else if (isBytes()) {
      strings.indices((int[]) values, at, count);
    } else {
      numbers.indices((int[]) values, at, count);
    }
  }

  /// Moves the present values of rows [at, at + rows) from their start to their places.
  private void spread(Object values, int at, int rows, int count) {
    int from = at + count;
    if (values instanceof short[] shorts) {
      for (int i = rows - 1; i >= 0; i--) {
        shorts[at + i] = present[i] != 0 ? shorts[--from] : 0;
      }
    } else if (values instanceof int[] ints) {
      for (int i = rows - 1; i >= 0; i--) {
        ints[at + i] = present[i] != 0 ? ints[--from] : 0;
      }
    } else if (values instanceof double[] doubles) {
      for (int i = rows - 1; i >= 0; i--) {
        doubles[at + i] = present[i] != 0 ? doubles[--from] : Double.NaN;
      }
    } else if (values instanceof long[] longs) {
      for (int i = rows - 1; i >= 0; i--) {
        longs[at + i] = present[i] != 0 ? longs[--from] : 0;
      }
    } else if (values instanceof float[] floats) {
      for (int i = rows - 1; i >= 0; i--) {
        floats[at + i] = present[i] != 0 ? floats[--from] : Float.NaN;
      }
    } else if (values instanceof boolean[] flags) {
      for (int i = rows - 1; i >= 0; i--) {
        flags[at + i] = present[i] != 0 && flags[--from];
      }
    } else {
      ((ColumnBytes) values).spread(at, present, rows);
    }
  }

  private void markNulls(int at, int rows) {
    if (nulls != null) {
      for (int i = 0; i < rows; i++) {
        nulls[at + i] = present[i] == 0;
      }
    }
  }

  private void refuseNulls(Form form, Object values) {
    boolean floating =
        form == Form.VALUES && (values instanceof double[] || values instanceof float[]);
    if (nulls == null && !floating && !discarding) {
      throw page.at.mismatch("values are missing where none are accepted");
    }
  }

  private int decodeAway(int rows) {
    boolean @Nullable [] mask = nulls;
    nulls = null;
    discarding = true;
    int n = Math.min(rows, PageValues.BLOCK);
    Form form = page.header.isDictionaryEncoded() ? Form.INDICES : Form.VALUES;
    int done = read(form, file.discard(form == Form.INDICES ? ColumnType.INT32 : page.type), 0, n);
    nulls = mask;
    discarding = false;
    return done;
  }

  private void requireDictionary(int length) {
    file.requireCurrent(this);
    if (rowsLeft == 0 && !loaded) {
      available();
    }
    if (!page.header.isDictionaryEncoded()) {
      throw new IllegalStateException(
          "the current page holds values, not indices: ask isDictionary() first");
    }
    if (length < page.dictionarySize) {
      throw new IllegalArgumentException(
          "an array of " + length + " cannot hold the dictionary of " + page.dictionarySize);
    }
  }

  private void requireShorts() {
    require(page.type == ColumnType.INT32 && page.logical.fitsShort(), "shorts");
  }

  private void require(boolean readable, String form) {
    file.requireCurrent(this);
    if (!readable) {
      throw page.at.mismatch(
          page.type + " (" + page.logical + ") values cannot be read as " + form);
    }
  }

  private boolean isNumber() {
    return switch (page.type) {
      case INT32, INT64, FLOAT, DOUBLE -> true;
      default -> false;
    };
  }

  private boolean isBytes() {
    return switch (page.type) {
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY, INT96 -> true;
      default -> false;
    };
  }
}
