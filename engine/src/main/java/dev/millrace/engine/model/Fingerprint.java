package dev.millrace.engine.model;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What makes two runs the same work, as named values: pipeline, seed, numerics, and of every phase
/// its source, side inputs, stages and closing by class, version and components. Budget, host,
/// worker count and chunk size are no part of it.
public final class Fingerprint {
  private Fingerprint() {}

  public static Map<String, String> of(Pipeline pipeline, long seed, List<String> numerics) {
    Map<String, String> work = new LinkedHashMap<>();
    work.put("pipeline", pipeline.name());
    work.put("seed", Long.toString(seed));
    work.put("numerics", String.join(", ", numerics));
    for (Phase phase : pipeline.phases()) {
      work.putAll(of(phase));
    }
    return work;
  }

  public static Map<String, String> of(Phase phase) {
    Map<String, String> work = new LinkedHashMap<>();
    String name = phase.name();
    work.put(name + ".block-items", Integer.toString(phase.blockItems()));
    add(work, name + ".source", phase.source(), phase.source().version());
    for (int i = 0; i < phase.sides().size(); i++) {
      SideInput<?> side = phase.sides().get(i);
      add(work, name + ".side-" + i, side, side.version());
    }
    for (Phase.NamedStage stage : phase.stages()) {
      add(work, name + "." + stage.name(), stage.stage(), stage.stage().version());
    }
    switch (phase.closing()) {
      case Closing.Direct direct -> {}
      case Closing.ByKey byKey ->
          add(work, name + "." + byKey.name(), byKey.gather(), byKey.gather().version());
      case Closing.Ordered ordered ->
          add(work, name + "." + ordered.name(), ordered.fold(), ordered.fold().version());
    }
    Sink<?> sink = phase.closing().sink();
    if (sink != null) {
      add(work, name + ".product", sink, sink.version());
    }
    return work;
  }

  /// The keys under which two works differ, in order.
  public static List<String> differences(Map<String, String> a, Map<String, String> b) {
    TreeSet<String> keys = new TreeSet<>(a.keySet());
    keys.addAll(b.keySet());
    keys.removeIf(key -> a.getOrDefault(key, "").equals(b.getOrDefault(key, "")));
    return List.copyOf(keys);
  }

  private static void add(Map<String, String> work, String key, Object described, int version) {
    work.put(key, described.getClass().getName() + " v" + version);
    components(work, key, described);
  }

  private static void components(Map<String, String> work, String key, Object value) {
    if (!value.getClass().isRecord()) {
      return;
    }
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      String name = key + "." + component.getName();
      Object part = read(component, value);
      if (part.getClass().isRecord()) {
        components(work, name, part);
      } else if (part instanceof Optional<?> optional) {
        work.put(name, optional.map(Object::toString).orElse("(none)"));
      } else if (part.getClass().isArray()) {
        throw new IllegalArgumentException(
            name + " is an array: a description holds lists, whose content can be compared");
      } else {
        work.put(name, part.toString());
      }
    }
  }

  private static Object read(RecordComponent component, Object owner) {
    try {
      component.getAccessor().setAccessible(true);
      Object value = component.getAccessor().invoke(owner);
      return value == null ? "(none)" : value;
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("cannot read " + component, failure);
    }
  }
}
