package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.Dataset;
import dev.millrace.engine.model.Source;
import dev.millrace.engine.model.SourceContext;
import java.util.List;

/// The input folder as the only item.
record InputFolder(ArielOptions.Split split) implements Source<ArielOptions.Split> {
  @Override
  public Dataset<ArielOptions.Split> open(SourceContext context) {
    return Dataset.of(List.of(split), folder -> "folder " + folder.folder());
  }
}
