package dev.millrace.engine.model;

/// Where a stage puts its results, in order.
@FunctionalInterface
public interface Emitter<O> {
  void emit(O result);
}
