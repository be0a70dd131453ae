package dev.millrace.formats.parquet;

/// How pages are compressed.
public enum ParquetWriterCodec {
  UNCOMPRESSED(0),
  SNAPPY(1),
  GZIP(2),
  ZSTD(6);

  private final int id;

  ParquetWriterCodec(int id) {
    this.id = id;
  }

  /// The codec's number in the format's Thrift definition.
  int id() {
    return id;
  }
}
