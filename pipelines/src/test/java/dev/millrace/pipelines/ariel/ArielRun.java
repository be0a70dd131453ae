package dev.millrace.pipelines.ariel;

import dev.millrace.engine.Engine;
import dev.millrace.engine.model.Budget;
import dev.millrace.engine.model.JvmLimits;
import dev.millrace.engine.model.OptionSet;
import dev.millrace.engine.model.Progress;
import dev.millrace.engine.model.RunRecord;
import dev.millrace.engine.model.RunSettings;
import dev.millrace.engine.units.DataSize;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Runs the pipeline as the command line would.
final class ArielRun {
  private ArielRun() {}

  /// @param words option, value, option, value, ...
  static ArielOptions options(String... words) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      texts.put(words[i], words[i + 1]);
    }
    return OptionSet.of(ArielOptions.class).read(texts);
  }

  static RunRecord run(Path input, Path output, ArielOptions options) {
    return run(input, output, 2, options);
  }

  static RunRecord run(Path input, Path output, int cores, ArielOptions options) {
    return Engine.run(
        new ArielPipeline(), options, settings(input, output, cores), Progress.SILENT);
  }

  static RunSettings settings(Path input, Path output, int cores) {
    return new RunSettings(
        Optional.of(input),
        output,
        Map.of(),
        Budget.of(cores, DataSize.mebibytes(512)),
        new JvmLimits(256L << 20, 64L << 20),
        7,
        RunSettings.Start.FRESH,
        OptionalLong.empty(),
        RunSettings.Sizing.MEASURED,
        3,
        0,
        false,
        false,
        false);
  }
}
