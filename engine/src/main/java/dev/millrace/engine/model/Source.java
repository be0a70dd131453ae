package dev.millrace.engine.model;

/// The description of a phase's dataset: a record of parameters that lists the items when a run
/// starts.
public interface Source<T> {
  /// @throws dev.millrace.engine.errors.DataException when the input is unusable as a whole
  Dataset<T> open(SourceContext context);

  default int version() {
    return 1;
  }
}
