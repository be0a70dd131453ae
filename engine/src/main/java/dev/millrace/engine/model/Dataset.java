package dev.millrace.engine.model;

import java.util.List;
import java.util.function.Function;

/// Items that can be reached by index, each small: a description of the work, not the data. Reading
/// belongs to the stages. Immutable and thread-safe.
///
/// @param <T> the item
public interface Dataset<T> {
  /// The items of a list.
  static <T> Dataset<T> of(List<T> items, Function<T, String> name) {
    List<T> copy = List.copyOf(items);
    return new Dataset<>() {
      @Override
      public long size() {
        return copy.size();
      }

      @Override
      public T item(long index) {
        return copy.get(Math.toIntExact(index));
      }

      @Override
      public String name(long index) {
        return name.apply(item(index));
      }
    };
  }

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
