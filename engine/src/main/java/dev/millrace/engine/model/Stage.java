package dev.millrace.engine.model;

/// One named step of the work on an item: takes what the stage before made of it and emits none,
/// one or several results. Implemented by a record of the stage's parameters: no paths, arrays,
/// handles or state, so that it can be printed, compared, sent to another machine, and so that
/// class, version and components are its identity when a run is resumed.
///
/// Called by several workers at the same time. A stage is pure: the same input gives the same
/// results, whatever ran before.
///
/// @param <I> what comes in
/// @param <O> what goes out
public interface Stage<I, O> {
  void apply(I input, StageContext context, Emitter<? super O> out);

  /// Raised whenever the results change for the same parameters; old results are then not reused.
  default int version() {
    return 1;
  }
}
