package dev.millrace.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A typed description of work, never an execution: phases in order. Immutable.
///
/// ```java
/// Pipeline.named("ariel")
///     .phase("visits", new Visits())
///     .then("calibrate", new CalibratePixels(options))
///     .gather("planet", LightCurve::planet, new MergeVisits())
///     .to(new LightCurveFile("curves.h5"));
/// ```
public record Pipeline(String name, List<Phase> phases) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  public Pipeline {
    requireName(name);
    phases = List.copyOf(phases);
  }

  public static Pipeline named(String name) {
    return new Pipeline(name, List.of());
  }

  /// Starts the next phase over a dataset.
  public <T> Phase.Open<T> phase(String phaseName, Source<T> source) {
    requireName(phaseName);
    if (phases.stream().anyMatch(phase -> phase.name().equals(phaseName))) {
      throw new IllegalArgumentException("pipeline " + name + " has two phases " + phaseName);
    }
    return new Phase.Open<>(this, phaseName, source, 1, List.of(), List.of());
  }

  Pipeline plus(Phase phase) {
    List<Phase> longer = new ArrayList<>(phases);
    longer.add(phase);
    return new Pipeline(name, longer);
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"" + name + "\": a name is lower-case letters, digits and dashes");
    }
  }
}
