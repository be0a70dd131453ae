package dev.millrace.engine.model;

import java.util.List;

/// All records of one key, streamed from disk in item order. Can be iterated more than once.
public interface Group<R> extends Iterable<R> {
  String key();

  /// Items that should have given records to this key and failed, by name. Empty unless the gather
  /// knows an item's key (see [Phase.Open#gather(String, java.util.function.Function,
  /// java.util.function.Function, Gather)]).
  List<String> missing();
}
