package dev.millrace.formats.parquet;

import dev.millrace.engine.errors.DataException;

/// The page being read, for messages.
final class PageLocation implements PageDamage {
  private final Footer footer;
  private int column;
  private int rowGroup;
  private int page;
  private long position;

  PageLocation(Footer footer) {
    this.footer = footer;
  }

  void enterColumn(int column) {
    this.column = column;
    this.rowGroup = 0;
    this.page = -1;
    this.position = 0;
  }

  void enterRowGroup(int rowGroup, long position) {
    this.rowGroup = rowGroup;
    this.page = -1;
    this.position = position;
  }

  /// Counts pages in a chunk from 0, the dictionary page included.
  void enterPage(long position) {
    this.page++;
    this.position = position;
  }

  @Override
  public DataException damaged(String detail) {
    return new DataException("parquet-damaged", damage(detail));
  }

  DataException damaged(String detail, Throwable cause) {
    return new DataException("parquet-damaged", damage(detail), cause);
  }

  @Override
  public DataException unsupported(String feature) {
    return new DataException(
        "parquet-unsupported",
        where()
            + ": "
            + feature
            + "; write the file with a codec and encoding that this reader knows");
  }

  /// The column cannot be read as the caller asks.
  DataException mismatch(String detail) {
    return new DataException("parquet-type", where() + ": " + detail);
  }

  private String damage(String detail) {
    return where() + ": " + detail + "; fetch the file again";
  }

  private String where() {
    return "\""
        + footer.file.key()
        + "\" column "
        + column
        + " \""
        + footer.column(column).name()
        + "\" page "
        + page
        + " (row group "
        + rowGroup
        + ", byte "
        + position
        + ")";
  }
}
