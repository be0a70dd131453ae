package dev.millrace.engine.exec;

import java.util.List;
import java.util.Map;

/// Where a closing's results go: a product, or the phase's kept results. One thread at a time.
interface ClosingOutput extends AutoCloseable {
  void accept(Object result);

  /// Completes the product.
  Finished finish();

  @Override
  void close();

  /// @param files names of completed product files
  /// @param kept results kept for later phases; -1 for a product
  /// @param keptLog the log that holds them
  record Finished(Map<String, Object> figures, List<String> files, long kept, int keptLog) {}
}
