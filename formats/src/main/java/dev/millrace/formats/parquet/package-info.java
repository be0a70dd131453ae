/// Parquet files, read and written column by column.
@org.jspecify.annotations.NullMarked
package dev.millrace.formats.parquet;
