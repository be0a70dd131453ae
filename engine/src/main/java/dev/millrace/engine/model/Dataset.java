package dev.millrace.engine.model;

/// Items that can be reached by index, each small: a description of the work, not the data. Reading
/// belongs to the stages. Immutable and thread-safe.
///
/// @param <T> the item
public interface Dataset<T> {
  long size();

  T item(long index);

  /// The item's name in messages and in `failures.csv`, such as `planet 1010375142 visit 0`.
  String name(long index);

  /// What the item costs relative to the others, when that is known beforehand; above 0.
  default double weight(long index) {
    return 1;
  }

  /// What a worker needs for this item, all stages together.
  default WorkingSet workingSet(long index) {
    return WorkingSet.SMALL;
  }
}
