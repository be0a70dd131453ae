package dev.millrace.formats.parquet;

import dev.millrace.engine.errors.DataException;

/// Where a decoder stands, so that it can say what is wrong and where: file, column and page.
interface PageDamage {
  /// @return the error to throw when the bytes contradict the format or each other
  DataException damaged(String detail);

  /// @return the error to throw when the bytes may be right but this reader does not know the
  ///   feature
  DataException unsupported(String feature);
}
