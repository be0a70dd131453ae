package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.ProductWriter;
import dev.millrace.engine.model.Sink;
import dev.millrace.engine.model.SinkContext;
import java.util.Map;

/// Figures about the input folder; no file.
record FolderReport() implements Sink<FindStrays.Found> {
  @Override
  public ProductWriter<FindStrays.Found> open(SinkContext context) {
    return new ProductWriter<>() {
      private int planets;
      private int strays;

      @Override
      public void write(FindStrays.Found found) {
        planets += found.planets();
        strays += found.strays();
      }

      @Override
      public Map<String, Object> finish() {
        return Map.of("planets_found", planets, "strays", strays);
      }
    };
  }
}
