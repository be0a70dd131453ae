package dev.millrace.cli;

import dev.millrace.engine.Engine;
import dev.millrace.engine.model.OptionSet;
import dev.millrace.engine.model.PipelineSpec;
import dev.millrace.engine.model.Progress;
import dev.millrace.engine.model.RunRecord;
import dev.millrace.engine.model.RunSettings;
import java.util.Map;

/// A pipeline with its options, ready to run.
///
/// @param parameters the options as text, defaults included, for the run's record
record Job<O extends Record>(PipelineSpec<O> spec, O options, Map<String, String> parameters) {

  /// @throws dev.millrace.engine.errors.UsageException for options that are not legal
  static <O extends Record> Job<O> of(PipelineSpec<O> spec, Map<String, String> texts) {
    OptionSet<O> set = OptionSet.of(spec.options());
    O options = set.read(texts);
    return new Job<>(spec, options, set.text(options));
  }

  RunRecord run(RunSettings settings, Progress progress) {
    return Engine.run(spec, options, settings, progress);
  }

  RunRecord validate(RunSettings settings, Progress progress) {
    return Engine.validate(spec, options, settings, progress);
  }

  Map<String, Object> summary(RunRecord record) {
    return spec.summary(options, record.figures());
  }
}
