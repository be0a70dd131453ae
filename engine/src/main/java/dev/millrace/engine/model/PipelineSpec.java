package dev.millrace.engine.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One pipeline as the command line and the engine find it, through [java.util.ServiceLoader].
///
/// @param <O> the options: a record whose components carry [Option]; component types are `int`,
///   `long`, `double`, `boolean`, `String`, an enum, [dev.millrace.engine.units.DataSize],
///   [java.time.Duration], a `List` of strings, an `Optional` of these, or another such record
public interface PipelineSpec<O extends Record> {
  String name();

  /// One line for lists and help.
  String title();

  Class<O> options();

  Pipeline build(O options);

  /// Whether `--input` must be given.
  default boolean needsInput() {
    return true;
  }

  /// Libraries whose version or code path may change the last bits of the results, such as
  /// `openblas 0.3.31 SkylakeX`; part of what makes two runs the same work.
  default List<String> numerics() {
    return List.of();
  }

  /// The pipeline's own part of the run's JSON document, from the figures that its products report.
  ///
  /// @param figures what every [ProductWriter#finish] returned, by phase
  default Map<String, Object> summary(O options, Map<String, Map<String, Object>> figures) {
    Map<String, Object> all = new LinkedHashMap<>();
    figures.values().forEach(all::putAll);
    return all;
  }

  /// Makes realistic input with known truth; itself a pipeline, whose output is a legal input of
  /// this one. Empty where there is none.
  default Optional<PipelineSpec<?>> simulator() {
    return Optional.empty();
  }

  /// Checks the input without processing it: a pipeline whose items fail where the input is wrong.
  default Optional<Pipeline> validation(O options) {
    return Optional.empty();
  }
}
