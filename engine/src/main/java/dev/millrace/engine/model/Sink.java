package dev.millrace.engine.model;

/// Description of a product: what becomes of a phase's results. A record of parameters.
///
/// @param <R> the record type it takes: a Java record
public interface Sink<R> {
  /// Starts the product. Called again from the beginning when a run is resumed.
  ProductWriter<R> open(SinkContext context);

  /// What writing the product needs at most, beside the workers.
  default WorkingSet workingSet() {
    return WorkingSet.SMALL;
  }

  default int version() {
    return 1;
  }
}
