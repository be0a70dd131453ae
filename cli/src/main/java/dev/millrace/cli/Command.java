package dev.millrace.cli;

import dev.millrace.engine.model.PipelineSpec;
import java.util.Optional;

/// One command of the command line.
interface Command {
  String name();

  /// What it does, one line.
  String title();

  /// Its own options.
  Class<? extends Record> flags();

  /// Label of the one word it takes beside options, such as `RUN`; empty for none.
  default String argument() {
    return "";
  }

  /// Whether the word after the command names a pipeline, whose options it then takes too.
  default boolean ofPipeline() {
    return false;
  }

  /// The pipeline whose options the command takes.
  ///
  /// @throws dev.millrace.engine.errors.UsageException when the command does not apply to it
  default PipelineSpec<?> target(PipelineSpec<?> named) {
    return named;
  }

  /// The budget to start the process with, when the options say nothing about it.
  default Optional<StartBudget> startBudget(Call call) {
    return Optional.empty();
  }

  /// Does it.
  ///
  /// @return the exit code
  int run(Call call);
}
