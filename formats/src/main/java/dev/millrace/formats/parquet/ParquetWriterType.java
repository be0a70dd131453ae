package dev.millrace.formats.parquet;

/// What a column holds, with its physical form in the file.
public enum ParquetWriterType {
  BOOLEAN(0, 0, -1),
  INT32(1, 4, -1),
  /// Unsigned 16-bit numbers, stored as 32-bit integers.
  UINT16(1, 4, 12),
  INT64(2, 8, -1),
  FLOAT(4, 4, -1),
  DOUBLE(5, 8, -1),
  UTF8(6, 0, 0);

  private final int physical;
  private final int plainBytes;
  private final int converted;

  ParquetWriterType(int physical, int plainBytes, int converted) {
    this.physical = physical;
    this.plainBytes = plainBytes;
    this.converted = converted;
  }

  /// The number of the physical type in the format's Thrift definition.
  int physical() {
    return physical;
  }

  /// Bytes of one value in PLAIN form; 0 where that is not a whole, fixed number.
  int plainBytes() {
    return plainBytes;
  }

  /// The number of the converted type, or -1.
  int converted() {
    return converted;
  }
}
