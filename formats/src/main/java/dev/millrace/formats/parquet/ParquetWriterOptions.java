package dev.millrace.formats.parquet;

/// How a [ParquetWriter] encodes: part of what decides the bytes of a file.
///
/// @param level compression level of ZSTD (1 to 19) and GZIP (1 to 9); the others ignore it
/// @param dictionary whether columns get a dictionary; one that would hold more than three quarters
///   of the values of a chunk, or more bytes than a page, is dropped for PLAIN
/// @param pageBytes a page ends at this many encoded bytes, before compression
public record ParquetWriterOptions(
    ParquetWriterCodec codec, int level, boolean dictionary, int pageBytes) {
  private static final int MIN_PAGE_BYTES = 1 << 10;
  private static final int MAX_PAGE_BYTES = 1 << 26;

  public ParquetWriterOptions {
    int top = codec == ParquetWriterCodec.GZIP ? 9 : 19;
    if (level < 1 || level > top) {
      throw new IllegalArgumentException("level " + level + " of " + codec + ": 1 to " + top);
    }
    if (pageBytes < MIN_PAGE_BYTES || pageBytes > MAX_PAGE_BYTES) {
      throw new IllegalArgumentException(
          "page of " + pageBytes + " bytes: " + MIN_PAGE_BYTES + " to " + MAX_PAGE_BYTES);
    }
  }

  /// Dictionaries and pages of 1 MiB, at the codec's customary level.
  public static ParquetWriterOptions of(ParquetWriterCodec codec) {
    return new ParquetWriterOptions(codec, codec == ParquetWriterCodec.GZIP ? 6 : 3, true, 1 << 20);
  }

  public ParquetWriterOptions withLevel(int newLevel) {
    return new ParquetWriterOptions(codec, newLevel, dictionary, pageBytes);
  }

  public ParquetWriterOptions withDictionary(boolean wanted) {
    return new ParquetWriterOptions(codec, level, wanted, pageBytes);
  }

  public ParquetWriterOptions withPageBytes(int bytes) {
    return new ParquetWriterOptions(codec, level, dictionary, bytes);
  }
}
