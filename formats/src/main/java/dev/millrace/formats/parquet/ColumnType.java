package dev.millrace.formats.parquet;

/// How a Parquet column stores its values; the order is the one of the format.
public enum ColumnType {
  BOOLEAN(0),
  INT32(4),
  INT64(8),
  /// 12 bytes, an outdated time stamp; readable as bytes only.
  INT96(12),
  FLOAT(4),
  DOUBLE(8),
  BYTE_ARRAY(0),
  /// Every value has the same number of bytes: [ColumnSchema#fixedLength()].
  FIXED_LEN_BYTE_ARRAY(0);

  private static final ColumnType[] BY_CODE = values();

  private final int width;

  ColumnType(int width) {
    this.width = width;
  }

  /// @return bytes of one PLAIN value; 0 where that is not one number for the type
  int width() {
    return width;
  }

  static ColumnType ofCode(int code) {
    return BY_CODE[code];
  }

  static boolean isCode(int code) {
    return code >= 0 && code < BY_CODE.length;
  }
}
