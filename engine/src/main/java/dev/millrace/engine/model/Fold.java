package dev.millrace.engine.model;

/// Closing that carries a state over all records in dataset order: a learner, running moments. A
/// record of parameters; the state is a Java record that the engine saves with every chunk.
///
/// @param <S> the state; may hold arrays that the fold changes in place
/// @param <R> the record type of the last stage
/// @param <O> the result
public interface Fold<S, R, O> {
  S start();

  S fold(S state, R value, StageContext context, Emitter<? super O> out);

  /// Called once after the last record.
  default void finish(S state, StageContext context, Emitter<? super O> out) {}

  /// What the state and the work on one record need at most, beside the workers.
  default WorkingSet workingSet() {
    return WorkingSet.SMALL;
  }

  default int version() {
    return 1;
  }
}
