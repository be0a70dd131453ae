package dev.millrace.formats.parquet;

/// One column of a file to be written.
///
/// @param optional whether the column may hold nulls
public record ParquetWriterColumn(String name, ParquetWriterType type, boolean optional) {
  public ParquetWriterColumn {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a column needs a name");
    }
  }

  public static ParquetWriterColumn required(String name, ParquetWriterType type) {
    return new ParquetWriterColumn(name, type, false);
  }

  public static ParquetWriterColumn optional(String name, ParquetWriterType type) {
    return new ParquetWriterColumn(name, type, true);
  }
}
