package dev.millrace.engine.model;

/// Closing that brings all records of one key together, in item order, and makes one or more
/// results of them. A record of parameters.
///
/// @param <R> the record type of the last stage: a Java record
/// @param <G> the result: a Java record
public interface Gather<R, G> {
  void gather(Group<R> group, StageContext context, Emitter<? super G> out);

  /// What gathering one key needs at most, beside the workers.
  default WorkingSet workingSet() {
    return WorkingSet.SMALL;
  }

  default int version() {
    return 1;
  }
}
