package dev.millrace.formats.parquet;

import dev.millrace.engine.io.OutputFile;
import dev.millrace.engine.memory.Scratch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a flat table to a Parquet file, one column chunk at a time: at no time more than one
/// chunk, its dictionary and a page are in memory, so ten thousand columns need no more than one.
/// Of equal calls come equal bytes. One thread, and one open writer for a [Scratch].
///
/// Row group by row group: [#startRowGroup], then one call for each column, in the order of the
/// columns and with the method of its type. An array has at least the row group's rows; what
/// follows is ignored. A narrow table of many rows is written as several row groups.
///
/// ```java
/// try (OutputFile file = directory.create("dark.parquet");
///     ParquetWriter writer = new ParquetWriter(file, columns, options, scratch)) {
///   writer.startRowGroup(32);
///   for (double[] column : dark) {
///     writer.float64(column);
///   }
///   writer.finish();
///   file.complete();
/// }
/// ```
///
/// Source of the format: the Apache Parquet specification (`parquet.thrift`, `Encodings.md`). Data
/// pages are of version 1; there are no statistics and no page index.
public final class ParquetWriter implements AutoCloseable {
  private static final int MAGIC = 0x31524150;
  private static final int ROW_STEP = 8;

  private final List<ParquetWriterColumn> columns;
  private final ParquetWriterOptions options;
  private final Scratch scratch;
  private final ParquetWriterStream stream;
  private final ThriftWriter thrift;
  private final ParquetWriterFooter footer;
  private final ParquetWriterPages pages;
  private final ParquetWriterKeys keyDictionary;
  private @Nullable ParquetWriterUint16 uint16Dictionary;
  private int rows;
  private int nextColumn;

  /// @param output at position 0; completed by the caller after [#finish]
  public ParquetWriter(
      OutputFile output,
      List<ParquetWriterColumn> columns,
      ParquetWriterOptions options,
      Scratch scratch) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a table needs a column");
    }
    this.columns = List.copyOf(columns);
    this.options = options;
    this.scratch = scratch;
    this.stream = new ParquetWriterStream(output, scratch);
    this.thrift = new ThriftWriter(stream);
    this.footer = new ParquetWriterFooter(this.columns, options.codec());
    this.pages = new ParquetWriterPages(stream, thrift, options, footer, scratch);
    this.keyDictionary = new ParquetWriterKeys(scratch);
    this.nextColumn = columns.size();
    stream.putInt(MAGIC);
  }

  /// Opens the next row group; the one before has all its columns.
  public void startRowGroup(int rowCount) {
    if (rowCount < 1) {
      throw new IllegalArgumentException("a row group of " + rowCount + " rows");
    }
    requireAllColumns();
    rows = rowCount;
    nextColumn = 0;
    footer.rowGroup(rowCount);
  }

  /// @param values uint16
  public void uint16(short[] values) {
    begin(ParquetWriterType.UINT16, values.length);
    if (uint16Dictionary == null) {
      uint16Dictionary = new ParquetWriterUint16(scratch);
    }
    ParquetWriterUint16 dictionary = uint16Dictionary;
    int limit = options.dictionary() ? limit(rows, Integer.BYTES) : 0;
    int distinct = limit == 0 ? 1 : dictionary.build(values, rows);
    if (distinct > limit) {
      writePages(new ParquetWriterValues.Plain16(values), null);
    } else {
      ByteBuffer page = pages.page(distinct * Integer.BYTES);
      dictionary.values(distinct, page);
      pages.writeDictionary(page, distinct);
      int bits = ParquetWriterBits.width(distinct);
      writePages(new ParquetWriterValues.Codes16(values, dictionary.codes(), bits), null);
    }
    end();
  }

  public void int32(int[] values) {
    int32(values, null);
  }

  /// @param present by row: whether the row has a value; null where all have
  public void int32(int[] values, boolean @Nullable [] present) {
    begin(ParquetWriterType.INT32, values.length);
    long[] keys = keys();
    int count = 0;
    for (int row = 0; row < rows; row++) {
      keys[count] = values[row] & 0xffffffffL;
      count += has(present, row);
    }
    writeNumbers(keys, count, Integer.BYTES, present);
  }

  public void int64(long[] values) {
    int64(values, null);
  }

  /// @param present by row: whether the row has a value; null where all have
  public void int64(long[] values, boolean @Nullable [] present) {
    begin(ParquetWriterType.INT64, values.length);
    long[] keys = keys();
    int count = 0;
    for (int row = 0; row < rows; row++) {
      keys[count] = values[row];
      count += has(present, row);
    }
    writeNumbers(keys, count, Long.BYTES, present);
  }

  public void float32(float[] values) {
    float32(values, null);
  }

  /// @param values NaN is a value, not a null
  /// @param present by row: whether the row has a value; null where all have
  public void float32(float[] values, boolean @Nullable [] present) {
    begin(ParquetWriterType.FLOAT, values.length);
    long[] keys = keys();
    int count = 0;
    for (int row = 0; row < rows; row++) {
      keys[count] = Float.floatToRawIntBits(values[row]) & 0xffffffffL;
      count += has(present, row);
    }
    writeNumbers(keys, count, Float.BYTES, present);
  }

  public void float64(double[] values) {
    float64(values, null);
  }

  /// @param values NaN is a value, not a null
  /// @param present by row: whether the row has a value; null where all have
  public void float64(double[] values, boolean @Nullable [] present) {
    begin(ParquetWriterType.DOUBLE, values.length);
    long[] keys = keys();
    int count = 0;
    for (int row = 0; row < rows; row++) {
      keys[count] = Double.doubleToRawLongBits(values[row]);
      count += has(present, row);
    }
    writeNumbers(keys, count, Double.BYTES, present);
  }

  public void booleans(boolean[] values) {
    booleans(values, null);
  }

  /// @param present by row: whether the row has a value; null where all have
  public void booleans(boolean[] values, boolean @Nullable [] present) {
    begin(ParquetWriterType.BOOLEAN, values.length);
    long[] keys = keys();
    int count = 0;
    for (int row = 0; row < rows; row++) {
      keys[count] = values[row] ? 1 : 0;
      count += has(present, row);
    }
    writePages(new ParquetWriterValues.Booleans(keys), present);
    end();
  }

  /// @param values null where an optional column has no value
  public void utf8(@Nullable String[] values) {
    begin(ParquetWriterType.UTF8, values.length);
    boolean[] present = new boolean[rows];
    String[] texts = new String[rows];
    int count = 0;
    for (int row = 0; row < rows; row++) {
      String text = values[row];
      if (text != null) {
        present[row] = true;
        texts[count++] = text;
      }
    }
    writeTexts(texts, count, count == rows ? null : present);
    end();
  }

  /// Writes the footer. The file still has to be completed.
  public void finish() {
    requireAllColumns();
    long footerStart = stream.position();
    footer.write(thrift);
    stream.putInt(Math.toIntExact(stream.position() - footerStart));
    stream.putInt(MAGIC);
    stream.flush();
  }

  @Override
  public void close() {
    pages.close();
  }

  private long[] keys() {
    return scratch.longs("parquetWriter.keys", rows);
  }

  private static int has(boolean @Nullable [] present, int row) {
    return present == null || present[row] ? 1 : 0;
  }

  private void writeNumbers(long[] keys, int count, int valueBytes, boolean @Nullable [] present) {
    int distinct =
        options.dictionary() ? keyDictionary.build(keys, count, limit(count, valueBytes)) : -1;
    if (distinct <= 0) {
      writePages(new ParquetWriterValues.Numbers(keys, valueBytes), present);
    } else {
      ByteBuffer page = pages.page(distinct * valueBytes);
      new ParquetWriterValues.Numbers(keyDictionary.distinctKeys(), valueBytes)
          .put(0, distinct, page);
      pages.writeDictionary(page, distinct);
      writePages(
          new ParquetWriterValues.Codes(keyDictionary.codes(), ParquetWriterBits.width(distinct)),
          present);
    }
    end();
  }

  private void writeTexts(String[] texts, int count, boolean @Nullable [] present) {
    Map<String, Integer> codes = new HashMap<>();
    String[] distinctTexts = new String[count];
    int[] rowCodes = scratch.ints("parquetWriter.rowCodes", count);
    for (int i = 0; i < count; i++) {
      Integer known = codes.putIfAbsent(texts[i], codes.size());
      if (known == null) {
        distinctTexts[codes.size() - 1] = texts[i];
      }
      rowCodes[i] = known == null ? codes.size() - 1 : known;
    }
    int distinct = codes.size();
    ParquetWriterValues.Texts entries = texts(distinctTexts, distinct);
    int bytes = entries.bytes(0, distinct);
    if (!options.dictionary() || distinct > limit(count, 1) || bytes > options.pageBytes()) {
      writePages(texts(texts, count), present);
    } else {
      ByteBuffer page = pages.page(bytes);
      entries.put(0, distinct, page);
      pages.writeDictionary(page, distinct);
      writePages(
          new ParquetWriterValues.Codes(rowCodes, ParquetWriterBits.width(distinct)), present);
    }
  }

  private ParquetWriterValues.Texts texts(String[] texts, int count) {
    byte[][] encoded = new byte[count][];
    int[] ends = new int[count + 1];
    for (int i = 0; i < count; i++) {
      encoded[i] = texts[i].getBytes(StandardCharsets.UTF_8);
      ends[i + 1] = Math.addExact(ends[i], encoded[i].length);
    }
    byte[] utf8 = scratch.bytes("parquetWriter.texts", ends[count]);
    for (int i = 0; i < count; i++) {
      System.arraycopy(encoded[i], 0, utf8, ends[i], encoded[i].length);
    }
    return new ParquetWriterValues.Texts(utf8, ends, count);
  }

  /// The most entries that a dictionary of so many values is worth.
  private int limit(int values, int valueBytes) {
    return Math.min((int) (values * 3L / 4), options.pageBytes() / valueBytes);
  }

  /// Cuts the chunk into pages of whole groups of eight rows.
  private void writePages(ParquetWriterValues values, boolean @Nullable [] present) {
    boolean optional = columns.get(nextColumn).optional();
    int step =
        (int)
            Math.max(
                ROW_STEP, ((long) options.pageBytes() * Byte.SIZE / values.bits()) & -ROW_STEP);
    int from = 0;
    for (int row = 0; row < rows; row += step) {
      int end = Math.min(rows, row + step);
      int to = from + present(present, row, end);
      ByteBuffer page =
          pages.page(values.bytes(from, to) + ParquetWriterPages.levelBytes(end - row));
      if (optional) {
        ParquetWriterPages.levels(to - from == end - row ? null : present, row, end, page);
      }
      values.put(from, to, page);
      pages.writeData(page, end - row, values.encoding());
      from = to;
    }
  }

  private int present(boolean @Nullable [] present, int from, int to) {
    if (present == null) {
      return to - from;
    }
    int count = 0;
    for (int row = from; row < to; row++) {
      count += present[row] ? 1 : 0;
    }
    if (count < to - from && !columns.get(nextColumn).optional()) {
      throw new IllegalArgumentException(
          "column \"" + columns.get(nextColumn).name() + "\" is required but has nulls");
    }
    return count;
  }

  private void begin(ParquetWriterType type, int length) {
    if (nextColumn == columns.size()) {
      throw new IllegalStateException("all columns are written: start a row group");
    }
    ParquetWriterColumn column = columns.get(nextColumn);
    if (column.type() != type || length < rows) {
      throw new IllegalArgumentException(
          "column \"%s\": %d values of %s for %d rows of %s"
              .formatted(column.name(), length, type, rows, column.type()));
    }
    pages.beginChunk();
  }

  private void end() {
    pages.endChunk();
    nextColumn++;
  }

  private void requireAllColumns() {
    if (nextColumn < columns.size()) {
      throw new IllegalStateException(
          "row group ends before column \"" + columns.get(nextColumn).name() + "\"");
    }
  }
}
