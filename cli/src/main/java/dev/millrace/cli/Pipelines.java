package dev.millrace.cli;

import dev.millrace.engine.errors.UsageException;
import dev.millrace.engine.model.OptionSet;
import dev.millrace.engine.model.PipelineSpec;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/// The pipelines that were found, by name: those on the class path and those of a user's own jar.
final class Pipelines {
  private final SortedMap<String, PipelineSpec<?>> byName = new TreeMap<>();

  /// @throws UsageException when the jar cannot be used or two pipelines share a name
  @SuppressWarnings({"rawtypes", "unchecked"}) // a service type cannot be parameterised
  static Pipelines find(Optional<String> jar) {
    ClassLoader loader = jar.map(Pipelines::loader).orElse(Pipelines.class.getClassLoader());
    Pipelines pipelines = new Pipelines();
    try {
      for (PipelineSpec spec : ServiceLoader.load(PipelineSpec.class, loader)) {
        if (pipelines.byName.putIfAbsent(spec.name(), spec) != null) {
          throw new UsageException("pipeline.twice", "two pipelines are named " + spec.name());
        }
      }
    } catch (ServiceConfigurationError e) {
      throw new UsageException(
          "pipeline.broken", "a pipeline cannot be loaded: " + e.getMessage(), e);
    }
    return pipelines;
  }

  Collection<PipelineSpec<?>> all() {
    return byName.values();
  }

  /// The pipeline of that name.
  ///
  /// @throws UsageException when there is none; names the nearest
  PipelineSpec<?> named(String name) {
    PipelineSpec<?> spec = byName.get(name);
    if (spec == null) {
      throw unknown(name);
    }
    return spec;
  }

  /// As [#named], or the simulator of a pipeline: what a finished run may be of.
  PipelineSpec<?> ofRun(String name) {
    for (PipelineSpec<?> spec : byName.values()) {
      Optional<PipelineSpec<?>> simulator = spec.simulator();
      if (simulator.isPresent() && simulator.get().name().equals(name)) {
        return simulator.get();
      }
    }
    return named(name);
  }

  private UsageException unknown(String name) {
    String hint =
        OptionSet.nearest(name, byName.keySet())
            .map(near -> "; did you mean " + near + "?")
            .orElse(
                byName.isEmpty()
                    ? "; none was found"
                    : "; there are " + String.join(", ", byName.keySet()));
    return new UsageException("pipeline.unknown", "no pipeline is named \"" + name + "\"" + hint);
  }

  private static ClassLoader loader(String jar) {
    Path path = Path.of(jar);
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new UsageException("option.value", "--jar " + jar + ": no such file, or not readable");
    }
    try {
      return new URLClassLoader(
          "pipelines of " + jar,
          List.of(path.toUri().toURL()).toArray(URL[]::new),
          Pipelines.class.getClassLoader());
    } catch (MalformedURLException e) {
      throw new UsageException("option.value", "--jar " + jar + ": " + e.getMessage(), e);
    }
  }
}
