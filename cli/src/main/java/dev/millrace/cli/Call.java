package dev.millrace.cli;

import dev.millrace.engine.errors.UsageException;
import dev.millrace.engine.model.OptionSet;
import dev.millrace.engine.model.PipelineSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One call of a command: what was typed and configured, sorted by who declares it, and where to
/// talk.
///
/// @param flags texts of the command's own options
/// @param options texts of the pipeline's options
/// @param words what was typed beside options
record Call(
    Map<String, String> flags,
    Map<String, String> options,
    List<String> words,
    Optional<PipelineSpec<?>> pipeline,
    Pipelines pipelines,
    Screen screen,
    Launch launch) {

  <F extends Record> F flags(Class<F> type) {
    return OptionSet.of(type).read(flags);
  }

  /// The pipeline that the command line names.
  PipelineSpec<?> spec() {
    return pipeline.orElseThrow();
  }

  /// The one word the command cannot do without.
  String word(String what) {
    if (words.isEmpty()) {
      throw new UsageException("argument.missing", what);
    }
    return words.getFirst();
  }
}
