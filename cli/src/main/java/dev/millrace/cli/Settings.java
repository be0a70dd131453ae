package dev.millrace.cli;

import dev.millrace.engine.errors.UsageException;
import dev.millrace.engine.model.Budget;
import dev.millrace.engine.model.JvmLimits;
import dev.millrace.engine.model.PipelineSpec;
import dev.millrace.engine.model.RunSettings;
import dev.millrace.engine.units.DataSize;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Makes a run's settings from flags, and checks that the process was started for them.
final class Settings {
  private Settings() {}

  static RunSettings of(
      Optional<Path> input,
      Path output,
      Map<String, String> parameters,
      Flags.Limits limits,
      Launch launch,
      RunSettings.Start start,
      Flags.Work work,
      Flags.Outcomes outcomes) {
    return new RunSettings(
        input,
        output,
        parameters,
        budget(limits, launch),
        launch.limits(),
        work.seed(),
        start,
        work.engine().chunkItems().map(OptionalLong::of).orElse(OptionalLong.empty()),
        work.engine().sizing(),
        work.engine().maxChunkRetries(),
        outcomes.maxRejects(),
        outcomes.failFast(),
        work.engine().keepParts(),
        work.engine().verifyInputs());
  }

  /// The budget of this process: the launcher fixed heap and cores before it started.
  ///
  /// @throws UsageException when the options say something else than the launcher read
  static Budget budget(Flags.Limits limits, Launch launch) {
    JvmLimits jvm = launch.limits();
    DataSize fallback = DataSize.bytes(jvm.heapBytes() + jvm.nativeBytes());
    DataSize memory = limits.memory().or(launch::memory).orElse(fallback);
    int cores = limits.cores().or(launch::cores).orElse(Runtime.getRuntime().availableProcessors());
    boolean memoryDiffers =
        launch.memory().filter(size -> size.ceilMebibytes() != memory.bytes() >> 20).isPresent();
    if (memoryDiffers || launch.cores().filter(count -> count != cores).isPresent()) {
      throw new UsageException(
          "launch.budget",
          "this process was started for "
              + launch.memory().orElse(fallback)
              + " and "
              + launch.cores().orElse(cores)
              + " cores, but the options say "
              + memory
              + " and "
              + cores
              + "; write --memory and --cores on the command line, once each");
    }
    return new Budget(
        cores, memory, limits.disk(), limits.deadline(), limits.cpuShare().orElse(1.0));
  }

  static Optional<Path> input(Flags.Input in, PipelineSpec<?> spec) {
    if (spec.needsInput() && in.input().isEmpty()) {
      throw new UsageException(
          "option.missing",
          "--input is missing: the folder or file that " + spec.name() + " reads");
    }
    if (!spec.needsInput() && in.input().isPresent()) {
      throw new UsageException("option.value", "--input: " + spec.name() + " reads no input");
    }
    return in.input().map(text -> text.equals("-") ? Path.of(text) : path("--input", text));
  }

  static Path output(Flags.Output out) {
    return path(
        "--output",
        out.output()
            .orElseThrow(() ->
                new UsageException(
                    "option.missing", "--output is missing: the folder for the products")));
  }

  static RunSettings.Start start(Flags.Output out) {
    if (out.resume() && out.overwrite()) {
      throw new UsageException(
          "option.conflict", "--resume and --overwrite: one goes on, the other begins afresh");
    }
    return out.resume()
        ? RunSettings.Start.RESUME
        : out.overwrite() ? RunSettings.Start.OVERWRITE : RunSettings.Start.FRESH;
  }

  static Path path(String flag, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException(
          "option.value", flag + " " + text + ": no path: " + e.getReason(), e);
    }
  }
}
