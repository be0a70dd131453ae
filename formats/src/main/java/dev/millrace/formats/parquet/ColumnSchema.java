package dev.millrace.formats.parquet;

/// One column as the footer of a Parquet file describes it.
///
/// @param index position in the file, from 0
/// @param name as written; names need not be unique
/// @param type how the values are stored
/// @param logical what they mean
/// @param nullable whether values may be missing
/// @param fixedLength bytes per value of FIXED_LEN_BYTE_ARRAY, else 0
/// @param decimalScale digits after the point of DECIMAL, else 0
/// @param adjustedToUtc whether a TIME or TIMESTAMP is an instant, not a local time
public record ColumnSchema(
    int index,
    String name,
    ColumnType type,
    ColumnLogical logical,
    boolean nullable,
    int fixedLength,
    int decimalScale,
    boolean adjustedToUtc) {}
