package dev.millrace.formats.parquet;

/// The header of one page; one instance is read over and over.
final class PageHeader {
  static final int DATA = 0;
  static final int DICTIONARY = 2;
  static final int DATA_V2 = 3;

  static final int PLAIN = 0;
  static final int PLAIN_DICTIONARY = 2;
  static final int RLE = 3;
  static final int DELTA_BINARY_PACKED = 5;
  static final int DELTA_LENGTH_BYTE_ARRAY = 6;
  static final int DELTA_BYTE_ARRAY = 7;
  static final int RLE_DICTIONARY = 8;
  static final int BYTE_STREAM_SPLIT = 9;

  private static final String[] ENCODING_NAMES = {
    "PLAIN",
    "1",
    "PLAIN_DICTIONARY",
    "RLE",
    "BIT_PACKED",
    "DELTA_BINARY_PACKED",
    "DELTA_LENGTH_BYTE_ARRAY",
    "DELTA_BYTE_ARRAY",
    "RLE_DICTIONARY",
    "BYTE_STREAM_SPLIT"
  };

  int type;
  int uncompressedBytes;
  int compressedBytes;
  boolean hasCrc;
  int crc;
  int values;
  int encoding;

  /// Encoding of the definition levels, v1 only.
  int levelEncoding;

  /// Bytes of the definition levels, v2 only.
  int levelBytes;

  /// Whether the values are compressed; false for a v2 page that did not shrink.
  boolean compressed;

  void read(ThriftReader in, PageDamage damage) {
    type = -1;
    uncompressedBytes = -1;
    compressedBytes = -1;
    hasCrc = false;
    values = -1;
    encoding = -1;
    levelEncoding = RLE;
    levelBytes = 0;
    compressed = true;
    in.beginStruct();
    while (in.nextField()) {
      switch (in.fieldId()) {
        case 1 -> type = in.i32();
        case 2 -> uncompressedBytes = in.i32();
        case 3 -> compressedBytes = in.i32();
        case 4 -> {
          crc = in.i32();
          hasCrc = true;
        }
        case 5 -> readData(in);
        case 7 -> readDictionary(in);
        case 8 -> readDataV2(in, damage);
        default -> in.skip();
      }
    }
    if (type < 0 || uncompressedBytes < 0 || compressedBytes < 0) {
      throw damage.damaged("the page header has no valid type or sizes");
    }
    if (isData() || type == DICTIONARY) {
      if (values < 0 || encoding < 0) {
        throw damage.damaged("the page header has no valid value count or encoding");
      }
    }
  }

  boolean isData() {
    return type == DATA || type == DATA_V2;
  }

  boolean isDictionaryEncoded() {
    return encoding == RLE_DICTIONARY || encoding == PLAIN_DICTIONARY;
  }

  static String encodingName(int encoding) {
    return encoding >= 0 && encoding < ENCODING_NAMES.length
        ? ENCODING_NAMES[encoding]
        : Integer.toString(encoding);
  }

  private void readData(ThriftReader in) {
    in.struct();
    while (in.nextField()) {
      switch (in.fieldId()) {
        case 1 -> values = in.i32();
        case 2 -> encoding = in.i32();
        case 3 -> levelEncoding = in.i32();
        default -> in.skip();
      }
    }
  }

  private void readDictionary(ThriftReader in) {
    in.struct();
    while (in.nextField()) {
      switch (in.fieldId()) {
        case 1 -> values = in.i32();
        case 2 -> encoding = in.i32();
        default -> in.skip();
      }
    }
  }

  private void readDataV2(ThriftReader in, PageDamage damage) {
    int rows = -1;
    int repetitionBytes = 0;
    in.struct();
    while (in.nextField()) {
      switch (in.fieldId()) {
        case 1 -> values = in.i32();
        case 3 -> rows = in.i32();
        case 4 -> encoding = in.i32();
        case 5 -> levelBytes = in.i32();
        case 6 -> repetitionBytes = in.i32();
        case 7 -> compressed = in.bool();
        default -> in.skip();
      }
    }
    if (rows != values || repetitionBytes != 0 || levelBytes < 0) {
      throw damage.damaged(
          "the page header of a flat column has "
              + rows
              + " rows, "
              + values
              + " values, "
              + repetitionBytes
              + " and "
              + levelBytes
              + " bytes of levels");
    }
  }
}
