package dev.millrace.cli;

import dev.millrace.engine.Engine;
import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.errors.UsageException;
import dev.millrace.engine.units.DataSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A run as its `run.json` tells it.
record OldRun(Path output, Path directory, Map<String, @Nullable Object> document) {
  static final String FOLDER = ".millrace";
  static final String WORD = "an output folder, or a run's own folder under its .millrace";

  /// The run that a word on the command line means: of an output folder the latest.
  ///
  /// @throws UsageException when there is none
  static OldRun of(String word) {
    Path path = Settings.path("RUN", word);
    if (Files.isDirectory(path.resolve(FOLDER))) {
      List<OldRun> runs = all(path);
      if (!runs.isEmpty()) {
        return runs.getLast();
      }
    }
    if (Files.exists(path.resolve("run.json"))) {
      Path real = path.toAbsolutePath().normalize();
      Path output = Objects.requireNonNull(real.getParent()).resolveSibling("");
      for (OldRun run : all(output)) {
        if (run.directory.endsWith(real.getFileName())) {
          return run;
        }
      }
    }
    throw new UsageException(
        "run.none", word + " holds no run; give " + WORD + ". millrace runs FOLDER lists them");
  }

  /// The runs of an output, oldest first.
  static List<OldRun> all(Path output) {
    try {
      return Engine.runs(output).stream()
          .map(document -> new OldRun(output, directory(output, document), document))
          .toList();
    } catch (IllegalArgumentException e) {
      throw new DataException("run.damaged", output.resolve(FOLDER) + ": " + e.getMessage(), e);
    }
  }

  private static Path directory(Path output, Map<String, @Nullable Object> document) {
    return output.resolve(FOLDER).resolve(String.valueOf(document.get("run")));
  }

  String pipeline() {
    return text("pipeline");
  }

  String state() {
    return text("state").equals("finished") ? text("outcome") : "unfinished";
  }

  Optional<Path> input() {
    String input = text("input");
    return input.isEmpty() ? Optional.empty() : Optional.of(Path.of(input));
  }

  Map<String, String> parameters() {
    Map<String, String> texts = new LinkedHashMap<>();
    if (document.get("parameters") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
    }
    return texts;
  }

  /// The seed is part of what made it the work that it is.
  Optional<Long> seed() {
    return document.get("work") instanceof Map<?, ?> work && work.get("seed") instanceof String seed
        ? Optional.of(Long.valueOf(seed))
        : Optional.empty();
  }

  Optional<Number> number(String key) {
    return document.get(key) instanceof Number number ? Optional.of(number) : Optional.empty();
  }

  /// The old run's budget where the flags are silent.
  Flags.Limits limits(Flags.Limits given) {
    return new Flags.Limits(
        given.cores().or(() -> budget("cores").map(Number::intValue)),
        given.memory().or(() -> budget("memory_bytes").map(n -> DataSize.bytes(n.longValue()))),
        given.disk().or(() -> budget("disk_bytes").map(n -> DataSize.bytes(n.longValue()))),
        given
            .deadline()
            .or(() ->
                budget("deadline_seconds")
                    .map(n -> Duration.ofMillis((long) (n.doubleValue() * 1000)))),
        given.cpuShare().or(() -> budget("cpu_share").map(Number::doubleValue)));
  }

  private Optional<Number> budget(String key) {
    return document.get("budget") instanceof Map<?, ?> budget
            && budget.get(key) instanceof Number number
        ? Optional.of(number)
        : Optional.empty();
  }

  String text(String key) {
    Object value = document.get(key);
    return value == null ? "" : value.toString();
  }
}
