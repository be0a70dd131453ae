package dev.millrace.formats.parquet;

import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.io.InputFile;
import dev.millrace.engine.memory.Scratch;
import org.jspecify.annotations.Nullable;

/// A Parquet file opened for reading column by column; of the values it holds one page at a time.
///
/// ```java
/// try (ParquetFile file = ParquetFile.open(context.open("train/7/FGS1_signal_0.parquet"), scratch)) {
///   short[] adu = new short[(int) file.rows()];
///   for (int pixel = 0; pixel < file.columns(); pixel++) {
///     file.readShorts(pixel, adu);
///   }
/// }
/// ```
///
/// [#cursor] reads a long column in batches, marks missing values and gives access to dictionaries.
/// Flat columns of every type; UNCOMPRESSED, SNAPPY, GZIP and ZSTD; all encodings of the format but
/// BIT_PACKED levels. Page checksums are verified where present. A damaged, nested, encrypted or
/// otherwise unreadable file is a [DataException] that names file, column and page.
///
/// All buffers are scratch under the file's slot name, so files of one scratch that are open at the
/// same time need different names; using one whose buffers another took is an
/// [IllegalStateException]. Thread-confined.
public final class ParquetFile implements AutoCloseable {
  private static final String DEFAULT_SLOT = "parquet";

  private final InputFile input;
  private final Scratch scratch;
  private final String slot;
  private final PageCodec codecs = new PageCodec();

  /// Shared by the files of one slot: the last one opened owns the buffers.
  private final long[] owner;

  private final long ticket;
  private final Footer footer;
  private final PageReader page;
  private final PageValues numbers;
  private final PageBooleans booleans;
  private final PageStrings strings;
  private final RleDecoder levels;
  private final byte[] present;
  private @Nullable ColumnCursor current;

  private ParquetFile(InputFile input, Scratch scratch, String slot) {
    this.input = input;
    this.scratch = scratch;
    this.slot = slot;
    this.owner = scratch.longs(slot + ".owner", 1);
    this.ticket = ++owner[0];
    this.footer = new Footer(input, scratch, slot);
    footer.reader.read();
    this.page = new PageReader(footer, codecs, scratch, slot);
    this.numbers = new PageValues(page, scratch, slot);
    this.present = scratch.bytes(slot + ".present", PageValues.BLOCK);
    this.booleans = new PageBooleans(page, scratch.bytes(slot + ".booleans", PageValues.BLOCK));
    this.strings = new PageStrings(page, scratch, slot);
    this.levels = new RleDecoder(page.at, "definition levels");
  }

  /// Opens a file and reads its footer. The input belongs to the file from now on, even when
  /// opening fails.
  public static ParquetFile open(InputFile input, Scratch scratch) {
    return open(input, scratch, DEFAULT_SLOT);
  }

  /// @param slot prefix of the scratch buffers' names
  public static ParquetFile open(InputFile input, Scratch scratch, String slot) {
    boolean opened = false;
    try {
      ParquetFile file = new ParquetFile(input, scratch, slot);
      opened = true;
      return file;
    } finally {
      if (!opened) {
        input.close();
      }
    }
  }

  /// @return the input's key, as messages name it
  public String key() {
    return input.key();
  }

  public long rows() {
    return footer.rows;
  }

  public int columns() {
    return footer.columns;
  }

  public int rowGroups() {
    return footer.rowGroups;
  }

  /// @return rows of one row group
  public long rows(int rowGroup) {
    return footer.groupRows[rowGroup];
  }

  /// @return the program that wrote the file, as it says; may be empty
  public String createdBy() {
    return footer.createdBy;
  }

  /// @return compressed bytes of one column, its share of the file
  public long compressedBytes(int column) {
    requireColumn(column);
    long bytes = 0;
    for (int group = 0; group < footer.rowGroups; group++) {
      bytes += footer.chunkBytes[footer.chunk(group, column)];
    }
    return bytes;
  }

  /// Reads the description of one column from the footer: not for inner loops over thousands of
  /// columns.
  public ColumnSchema column(int column) {
    requireColumn(column);
    return footer.column(column);
  }

  /// @return whether there is a column of that name
  public boolean has(String name) {
    requireOwner();
    return footer.find(name) >= 0;
  }

  /// @return the index of the column of that name; its absence is a [DataException]
  public int columnIndex(String name) {
    requireOwner();
    int column = footer.find(name);
    if (column < 0) {
      throw new DataException(
          "parquet-column",
          "\"" + key() + "\" has no column \"" + name + "\" among its " + columns());
    }
    return column;
  }

  /// Starts to read a column; the file's cursor before it ends.
  public ColumnCursor cursor(int column) {
    requireColumn(column);
    page.enter(column);
    numbers.enter();
    ColumnCursor cursor = new ColumnCursor(this, page, present);
    current = cursor;
    return cursor;
  }

  /// Reads a whole column of 8- or 16-bit integers without missing values.
  ///
  /// @param values `[row]` at least [#rows()] long
  public void readShorts(int column, short[] values) {
    cursor(column).readShorts(values, 0, rowsWithin(values.length));
  }

  public void readInts(int column, int[] values) {
    cursor(column).readInts(values, 0, rowsWithin(values.length));
  }

  public void readLongs(int column, long[] values) {
    cursor(column).readLongs(values, 0, rowsWithin(values.length));
  }

  /// Missing values are NaN.
  public void readFloats(int column, float[] values) {
    cursor(column).readFloats(values, 0, rowsWithin(values.length));
  }

  /// Any number; missing values are NaN.
  public void readDoubles(int column, double[] values) {
    cursor(column).readDoubles(values, 0, rowsWithin(values.length));
  }

  public void readBooleans(int column, boolean[] values) {
    cursor(column).readBooleans(values, 0, rowsWithin(values.length));
  }

  @Override
  public void close() {
    current = null;
    codecs.close();
    input.close();
  }

  PageValues numbers() {
    return numbers;
  }

  PageBooleans booleans() {
    return booleans;
  }

  PageStrings strings() {
    return strings;
  }

  RleDecoder levels() {
    return levels;
  }

  /// An array for values that are passed over.
  Object discard(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> new boolean[PageValues.BLOCK];
      case INT32 -> scratch.ints(slot + ".intsDiscarded", PageValues.BLOCK);
      case INT64 -> scratch.longs(slot + ".longsDiscarded", PageValues.BLOCK);
      case FLOAT -> scratch.floats(slot + ".floatsDiscarded", PageValues.BLOCK);
      case DOUBLE -> scratch.doubles(slot + ".doublesDiscarded", PageValues.BLOCK);
      default -> new ColumnBytes(scratch, slot + ".discard");
    };
  }

  void requireCurrent(ColumnCursor cursor) {
    requireOwner();
    if (cursor != current) {
      throw new IllegalStateException(
          "this cursor ended: the file was closed or began another column");
    }
  }

  private void requireOwner() {
    if (owner[0] != ticket) {
      throw new IllegalStateException(
          "another file took the scratch buffers \""
              + slot
              + "\" of \""
              + key()
              + "\": open it under another slot");
    }
  }

  private void requireColumn(int column) {
    requireOwner();
    if (column < 0 || column >= footer.columns) {
      throw new DataException(
          "parquet-column", "\"" + key() + "\" has no column " + column + ", it has " + columns());
    }
  }

  private int rowsWithin(int length) {
    if (rows() > length) {
      throw new IllegalArgumentException(
          "an array of " + length + " cannot hold the " + rows() + " rows of \"" + key() + "\"");
    }
    return (int) rows();
  }
}
