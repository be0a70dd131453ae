package dev.millrace.formats.parquet;

/// How a Parquet column stores its values; the order is the one of the format.
public enum ColumnType {
  BOOLEAN(0, 0),
  INT32(1, 4),
  INT64(2, 8),
  /// 12 bytes, an outdated time stamp; readable as bytes only.
  INT96(3, 12),
  FLOAT(4, 4),
  DOUBLE(5, 8),
  BYTE_ARRAY(6, 0),
  /// Every value has the same number of bytes: [ColumnSchema#fixedLength()].
  FIXED_LEN_BYTE_ARRAY(7, 0);

  private static final ColumnType[] BY_CODE = values();

  private final int code;
  private final int width;

  ColumnType(int code, int width) {
    this.code = code;
    this.width = width;
  }

  /// @return bytes of one PLAIN value; 0 where that is not one number for the type
  int width() {
    return width;
  }

  /// @return the number that the format gives the type
  int code() {
    return code;
  }

  static ColumnType ofCode(int code) {
    return BY_CODE[code];
  }

  static boolean isCode(int code) {
    return code >= 0 && code < BY_CODE.length;
  }
}
