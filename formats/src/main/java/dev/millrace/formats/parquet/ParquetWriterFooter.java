package dev.millrace.formats.parquet;

import java.util.Arrays;
import java.util.List;

/// What the footer needs to know of the chunks written so far: five numbers each, no objects, for
/// tables of ten thousand columns.
final class ParquetWriterFooter {
  private static final String CREATED_BY = "millrace";
  private static final int FORMAT_VERSION = 1;
  private static final int FIELDS = 5;

  private final List<ParquetWriterColumn> columns;
  private final ParquetWriterCodec codec;
  private long[] chunks = new long[0];
  private int chunkCount;
  private int[] groupRows = new int[4];
  private int groupCount;

  ParquetWriterFooter(List<ParquetWriterColumn> columns, ParquetWriterCodec codec) {
    this.columns = columns;
    this.codec = codec;
  }

  void rowGroup(int rows) {
    if (groupCount == groupRows.length) {
      groupRows = Arrays.copyOf(groupRows, groupCount * 2);
    }
    groupRows[groupCount++] = rows;
    chunks = Arrays.copyOf(chunks, FIELDS * columns.size() * groupCount);
  }

  /// @param start where the chunk's first page begins
  /// @param data where its first data page begins: later than `start` when there is a dictionary
  void chunk(long start, long data, long plainBytes, long storedBytes) {
    int at = FIELDS * chunkCount++;
    chunks[at] = start;
    chunks[at + 1] = data;
    chunks[at + 2] = plainBytes;
    chunks[at + 3] = storedBytes;
    chunks[at + 4] = groupRows[groupCount - 1];
  }

  void write(ThriftWriter thrift) {
    thrift.begin();
    thrift.i32(1, FORMAT_VERSION);
    schema(thrift);
    long rows = 0;
    for (int group = 0; group < groupCount; group++) {
      rows += groupRows[group];
    }
    thrift.i64(3, rows);
    thrift.list(4, groupCount, ThriftWriter.STRUCT);
    for (int group = 0; group < groupCount; group++) {
      rowGroup(group, thrift);
    }
    thrift.text(6, CREATED_BY);
    thrift.end();
  }

  private void schema(ThriftWriter thrift) {
    thrift.list(2, columns.size() + 1, ThriftWriter.STRUCT);
    thrift.begin();
    thrift.text(4, "root");
    thrift.i32(5, columns.size());
    thrift.end();
    for (ParquetWriterColumn column : columns) {
      thrift.begin();
      thrift.i32(1, column.type().physical());
      thrift.i32(3, column.optional() ? 1 : 0);
      thrift.text(4, column.name());
      if (column.type().converted() >= 0) {
        thrift.i32(6, column.type().converted());
        logicalType(column.type(), thrift);
      }
      thrift.end();
    }
  }

  private static void logicalType(ParquetWriterType type, ThriftWriter thrift) {
    thrift.begin(10);
    if (type == ParquetWriterType.UTF8) {
      thrift.begin(1);
    } else {
      thrift.begin(10);
      thrift.i8(1, Short.SIZE);
      thrift.bool(2, false);
    }
    thrift.end();
    thrift.end();
  }

  private void rowGroup(int group, ThriftWriter thrift) {
    int first = group * columns.size();
    long plainBytes = 0;
    thrift.begin();
    thrift.list(1, columns.size(), ThriftWriter.STRUCT);
    for (int column = 0; column < columns.size(); column++) {
      int at = FIELDS * (first + column);
      plainBytes += chunks[at + 2];
      thrift.begin();
      thrift.i64(2, chunks[at]);
      chunk(columns.get(column), at, thrift);
      thrift.end();
    }
    thrift.i64(2, plainBytes);
    thrift.i64(3, groupRows[group]);
    thrift.end();
  }

  private void chunk(ParquetWriterColumn column, int at, ThriftWriter thrift) {
    boolean dictionary = chunks[at + 1] > chunks[at];
    thrift.begin(3);
    thrift.i32(1, column.type().physical());
    thrift.list(2, dictionary ? 3 : 2, ThriftWriter.I32);
    thrift.element(ParquetWriterPages.PLAIN);
    thrift.element(ParquetWriterPages.RLE);
    if (dictionary) {
      thrift.element(ParquetWriterPages.RLE_DICTIONARY);
    }
    thrift.list(3, 1, ThriftWriter.BINARY);
    thrift.element(column.name());
    thrift.i32(4, codec.id());
    thrift.i64(5, chunks[at + 4]);
    thrift.i64(6, chunks[at + 2]);
    thrift.i64(7, chunks[at + 3]);
    thrift.i64(9, chunks[at + 1]);
    if (dictionary) {
      thrift.i64(11, chunks[at]);
    }
    thrift.end();
  }
}
