package dev.millrace.formats.parquet;

import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.io.InputFile;
import dev.millrace.engine.memory.Scratch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Parses the footer in one pass through a small window and checks it: flat schema, every chunk
/// inside the file and as long as its row group. Field numbers are those of `parquet.thrift` of the
/// Parquet format, 2.11.
final class FooterReader implements ThriftReader.Source, PageDamage {
  static final int WINDOW_BYTES = 16 << 10;

  private static final int PAR1 = 0x31524150;
  private static final int PARE = 0x45524150;

  /// Smallest encoding of a schema element and of a column chunk: they bound what a false count can
  /// allocate.
  private static final int MIN_ELEMENT_BYTES = 6;

  private static final int MIN_CHUNK_BYTES = 16;
  private static final int MIN_GROUP_BYTES = 5;

  private static final int OPTIONAL = 1;
  private static final int REPEATED = 2;

  private final Footer footer;
  private final ByteBuffer staging;
  private final ThriftReader in;
  private long end;

  // The schema element read last.
  private int elementType;
  private int elementLength;
  private int elementRepetition;
  private int elementChildren;
  private int elementScale;
  private int elementHash;
  private boolean elementUtc;
  private ColumnLogical elementLogical = ColumnLogical.NONE;
  private String elementName = "";

  // The column chunk read last.
  private long dataOffset;
  private long dictionaryOffset;
  private long compressedBytes;
  private long chunkValues;
  private int chunkType;
  private int codec;

  FooterReader(Footer footer, byte[] window, Scratch scratch) {
    this.footer = footer;
    this.staging = scratch.direct("parquet.footer", WINDOW_BYTES);
    this.in = new ThriftReader(this, this, window);
  }

  @Override
  public int fill(long position, byte[] window) {
    int count = (int) Math.min(Math.min(window.length, staging.capacity()), end - position);
    footer.file.read(position, staging.clear().limit(count));
    staging.get(0, window, 0, count);
    return count;
  }

  @Override
  public DataException damaged(String detail) {
    return new DataException(
        "parquet-damaged",
        "\"" + footer.file.key() + "\" footer: " + detail + "; fetch the file again");
  }

  @Override
  public DataException unsupported(String feature) {
    return new DataException("parquet-unsupported", "\"" + footer.file.key() + "\": " + feature);
  }

  void read() {
    locate();
    in.start(footer.start, end);
    in.beginStruct();
    boolean schemaSeen = false;
    boolean groupsSeen = false;
    while (in.nextField()) {
      switch (in.fieldId()) {
        case 2 -> {
          readSchema();
          schemaSeen = true;
        }
        case 3 -> footer.rows = in.i64();
        case 4 -> {
          if (!schemaSeen) {
            throw unsupported("its footer lists row groups before the schema");
          }
          readRowGroups();
          groupsSeen = true;
        }
        case 6 -> footer.createdBy = in.string();
        case 8 -> throw unsupported("it is encrypted");
        default -> in.skip();
      }
    }
    if (!schemaSeen || !groupsSeen) {
      throw damaged("it has no " + (schemaSeen ? "row groups" : "schema"));
    }
    checkRows();
  }

  private void locate() {
    InputFile file = footer.file;
    long size = file.size();
    if (size < 3 * Footer.MAGIC_BYTES) {
      throw damaged("a file of " + size + " bytes is too short for a Parquet file");
    }
    staging.order(ByteOrder.LITTLE_ENDIAN);
    file.read(size - 8, staging.clear().limit(8));
    int length = staging.getInt(0);
    int tail = staging.getInt(4);
    file.read(0, staging.clear().limit(4));
    int head = staging.getInt(0);
    if (tail == PARE) {
      throw unsupported("its footer is encrypted");
    }
    if (head != PAR1 || tail != PAR1) {
      throw damaged(
          "the file does not "
              + (head != PAR1 ? "start" : "end")
              + " with PAR1: not a Parquet file, or cut short");
    }
    if (length <= 0 || length > size - 3 * Footer.MAGIC_BYTES) {
      throw damaged(
          "it claims "
              + Integer.toUnsignedString(length)
              + " bytes in a file of "
              + size
              + " bytes");
    }
    end = size - 8;
    footer.start = end - length;
  }

  private void readSchema() {
    int elements = in.list(ThriftReader.STRUCT, MIN_ELEMENT_BYTES);
    if (elements == 0) {
      throw damaged("the schema is empty");
    }
    readElement(false);
    footer.allocateColumns(elements - 1);
    for (int i = 0; i < elements - 1; i++) {
      footer.elementOffset[i] = (int) (in.position() - footer.start);
      readElement(false);
      if (elementChildren > 0 || elementRepetition == REPEATED) {
        throw unsupported(
            "column "
                + i
                + " \""
                + column(i, true).name()
                + "\" is nested; only flat columns can be read");
      }
      if (!ColumnType.isCode(elementType) || elementLength < 0) {
        throw damaged("column " + i + " has no known type");
      }
      footer.nameHash[i] = elementHash;
      footer.kind[i] =
          Footer.kind(
              ColumnType.ofCode(elementType), elementRepetition == OPTIONAL, elementLogical);
    }
  }

  /// Reads the schema element of a column again, now with its name.
  ColumnSchema element(int column) {
    return column(column, false);
  }

  private ColumnSchema column(int column, boolean nested) {
    in.start(footer.start + footer.elementOffset[column], end);
    readElement(true);
    return new ColumnSchema(
        column,
        elementName,
        nested ? ColumnType.BYTE_ARRAY : ColumnType.ofCode(elementType),
        elementLogical,
        elementRepetition == OPTIONAL,
        elementType == ColumnType.FIXED_LEN_BYTE_ARRAY.code() ? elementLength : 0,
        elementScale,
        elementUtc);
  }

  private void readElement(boolean withName) {
    elementType = -1;
    elementLength = 0;
    elementRepetition = 0;
    elementChildren = 0;
    elementScale = 0;
    elementUtc = false;
    elementLogical = ColumnLogical.NONE;
    boolean logicalSeen = false;
    in.beginStruct();
    while (in.nextField()) {
      switch (in.fieldId()) {
        case 1 -> elementType = in.i32();
        case 2 -> elementLength = in.i32();
        case 3 -> elementRepetition = in.i32();
        case 4 -> readName(withName);
        case 5 -> elementChildren = in.i32();
        case 6 -> {
          ColumnLogical converted = ColumnLogical.ofConvertedType(in.i32());
          elementLogical = logicalSeen ? elementLogical : converted;
        }
        case 7 -> elementScale = in.i32();
        case 10 -> {
          readLogical();
          logicalSeen = true;
        }
        default -> in.skip();
      }
    }
  }

  private void readName(boolean withName) {
    if (withName) {
      elementName = in.string();
    } else {
      elementHash = in.hashString();
    }
  }

  private void readLogical() {
    elementLogical = ColumnLogical.OTHER;
    in.struct();
    while (in.nextField()) {
      switch (in.fieldId()) {
        case 1 -> skipAs(ColumnLogical.STRING);
        case 4 -> skipAs(ColumnLogical.ENUM);
        case 5 -> skipAs(ColumnLogical.DECIMAL);
        case 6 -> skipAs(ColumnLogical.DATE);
        case 7 -> readTime(ColumnLogical.TIME_MILLIS);
        case 8 -> readTime(ColumnLogical.TIMESTAMP_MILLIS);
        case 10 -> readInteger();
        case 12 -> skipAs(ColumnLogical.JSON);
        case 13 -> skipAs(ColumnLogical.BSON);
        case 14 -> skipAs(ColumnLogical.UUID);
        case 15 -> skipAs(ColumnLogical.FLOAT16);
        default -> skipAs(ColumnLogical.OTHER);
      }
    }
  }

  private void skipAs(ColumnLogical logical) {
    elementLogical = logical;
    in.skip();
  }

  private void readTime(ColumnLogical millis) {
    int unit = 0;
    in.struct();
    while (in.nextField()) {
      switch (in.fieldId()) {
        case 1 -> elementUtc = in.bool();
        case 2 -> {
          in.struct();
          while (in.nextField()) {
            unit = in.fieldId() - 1;
            in.skip();
          }
        }
        default -> in.skip();
      }
    }
    elementLogical =
        unit < 0 || unit > 2 ? ColumnLogical.OTHER : ColumnLogical.ofCode(millis.code() + unit);
  }

  private void readInteger() {
    int bitWidth = 0;
    boolean signed = true;
    in.struct();
    while (in.nextField()) {
      switch (in.fieldId()) {
        case 1 -> bitWidth = in.i8();
        case 2 -> signed = in.bool();
        default -> in.skip();
      }
    }
    elementLogical = ColumnLogical.ofInteger(bitWidth, signed);
  }

  private void readRowGroups() {
    int elementBytes =
        (int)
            Math.min(MIN_GROUP_BYTES + (long) MIN_CHUNK_BYTES * footer.columns, Integer.MAX_VALUE);
    int groups = in.list(ThriftReader.STRUCT, elementBytes);
    footer.allocateRowGroups(groups);
    for (int group = 0; group < groups; group++) {
      long rows = -1;
      boolean columnsSeen = false;
      in.beginStruct();
      while (in.nextField()) {
        switch (in.fieldId()) {
          case 1 -> {
            readChunks(group);
            columnsSeen = true;
          }
          case 3 -> rows = in.i64();
          default -> in.skip();
        }
      }
      if (!columnsSeen || rows < 0) {
        throw damaged("row group " + group + " has no " + (columnsSeen ? "row count" : "columns"));
      }
      if (footer.columns > 0 && footer.groupRows[group] != rows) {
        throw damaged(
            "row group "
                + group
                + " claims "
                + rows
                + " rows, its columns have "
                + footer.groupRows[group]);
      }
      footer.groupRows[group] = rows;
    }
  }

  private void readChunks(int group) {
    int count = in.list(ThriftReader.STRUCT, MIN_CHUNK_BYTES);
    if (count != footer.columns) {
      throw damaged(
          "row group " + group + " has " + count + " columns, the schema has " + footer.columns);
    }
    for (int column = 0; column < count; column++) {
      boolean metadataSeen = false;
      in.beginStruct();
      while (in.nextField()) {
        switch (in.fieldId()) {
          case 1 -> throw unsupported("its columns lie in other files");
          case 3 -> {
            in.struct();
            readChunkMetadata(group, column);
            metadataSeen = true;
          }
          case 8, 9 -> throw unsupported("column " + column + " is encrypted");
          default -> in.skip();
        }
      }
      if (!metadataSeen) {
        throw damaged("row group " + group + " column " + column + " has no metadata");
      }
      storeChunk(group, column);
    }
  }

  private void readChunkMetadata(int group, int column) {
    chunkType = -1;
    codec = -1;
    chunkValues = -1;
    compressedBytes = -1;
    dataOffset = -1;
    dictionaryOffset = 0;
    while (in.nextField()) {
      switch (in.fieldId()) {
        case 1 -> chunkType = in.i32();
        case 3 -> checkPath(group, column);
        case 4 -> codec = in.i32();
        case 5 -> chunkValues = in.i64();
        case 7 -> compressedBytes = in.i64();
        case 9 -> dataOffset = in.i64();
        case 11 -> dictionaryOffset = in.i64();
        default -> in.skip();
      }
    }
  }

  private void checkPath(int group, int column) {
    int parts = in.list(ThriftReader.BINARY, 1);
    if (parts != 1 || in.hashElement() != footer.nameHash[column]) {
      throw damaged(
          "row group " + group + " column " + column + " has another name than the schema");
    }
  }

  /// The first page is the dictionary where there is one; some writers leave its offset out, and
  /// then the data offset points at it.
  private void storeChunk(int group, int column) {
    long first = dictionaryOffset > 0 ? Math.min(dictionaryOffset, dataOffset) : dataOffset;
    if (chunkType != footer.type(column).code()) {
      throw damagedChunk(group, column, "has another type than the schema");
    }
    if (chunkValues < 0 || codec < 0 || codec > Byte.MAX_VALUE) {
      throw damagedChunk(group, column, "has no valid value count or codec");
    }
    if (first < Footer.MAGIC_BYTES
        || compressedBytes < 0
        || first > footer.start
        || compressedBytes > footer.start - first) {
      throw damagedChunk(
          group,
          column,
          "claims " + compressedBytes + " bytes at byte " + first + ", outside the file's data");
    }
    int chunk = footer.chunk(group, column);
    footer.chunkStart[chunk] = first;
    footer.chunkBytes[chunk] = compressedBytes;
    footer.chunkCodec[chunk] = (byte) codec;
    if (column == 0) {
      footer.groupRows[group] = chunkValues;
    } else if (footer.groupRows[group] != chunkValues) {
      throw damagedChunk(
          group,
          column,
          "has " + chunkValues + " values, the columns before have " + footer.groupRows[group]);
    }
  }

  private void checkRows() {
    long rows = 0;
    for (int group = 0; group < footer.rowGroups; group++) {
      rows += footer.groupRows[group];
    }
    if (rows != footer.rows) {
      throw damaged("it claims " + footer.rows + " rows, its row groups have " + rows);
    }
  }

  private DataException damagedChunk(int group, int column, String detail) {
    return damaged(
        "row group "
            + group
            + " column "
            + column
            + " \""
            + column(column, false).name()
            + "\" "
            + detail);
  }
}
