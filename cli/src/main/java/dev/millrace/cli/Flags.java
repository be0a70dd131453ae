package dev.millrace.cli;

import dev.millrace.engine.model.Option;
import dev.millrace.engine.model.RunSettings.Sizing;
import dev.millrace.engine.units.DataSize;
import java.time.Duration;
import java.util.Optional;

/// The options of the commands themselves, declared the way pipelines declare theirs: flags, help
/// and the keys of the `[run]` table of a configuration file all come from these records.
final class Flags {
  private Flags() {}

  record Input(
      @Option(value = "What to read: a folder or a file", unit = "path") Optional<String> input) {}

  record Output(
      @Option(
              value = "Folder of the products; the run's own record is in its .millrace",
              unit = "path")
          Optional<String> output,
      @Option("Go on with the run that the output holds, if it is the same work") boolean resume,
      @Option("Delete the run that the output holds, with its products") boolean overwrite) {}

  record Limits(
      @Option(
              value = "Workers, and the bound for every helper thread (default: all cores)",
              unit = "cores",
              min = 1,
              max = 1024)
          Optional<Integer> cores,
      @Option(
              value =
                  "What the whole process may keep resident, for example 512m or 2g (default: a"
                      + " quarter of the machine's, 512m to 4g)",
              min = 1 << 20)
          Optional<DataSize> memory,
      @Option(value = "Bound for intermediate parts and products together", min = 1 << 20)
          Optional<DataSize> disk,
      @Option(value = "Stop, resumable, after so long", min = 1) Optional<Duration> deadline,
      @Option(
              value = "Part of the cores' time that may be used (default: all of it)",
              unit = "share",
              min = 0.01,
              max = 1)
          Optional<Double> cpuShare) {}

  /// How the engine goes about it: nothing here changes a result.
  record EngineFlags(
      @Option(
              value = "Items per chunk, fixed (default: measured by the engine)",
              unit = "items",
              min = 1)
          Optional<Long> chunkItems,
      @Option(
              value = "Where the items per chunk come from: a probe, or the tuning guide's formula",
              byDefault = "measured")
          Sizing sizing,
      @Option(
              value = "How often a chunk that does not fit is split and tried again, per level",
              byDefault = "3",
              min = 0,
              max = 100)
          int maxChunkRetries,
      @Option("Keep the intermediate parts of a finished run, for reuse") boolean keepParts,
      @Option("Check inputs by SHA-256 instead of CRC32C") boolean verifyInputs) {}

  record Work(
      @Option(
              value = "Seed of all random numbers; the same seed gives the same bytes",
              byDefault = "1")
          long seed,
      @Option("Execution") EngineFlags engine) {}

  record Outcomes(
      @Option(
              value = "Rejected rows above this share end in exit code 3",
              byDefault = "0.01",
              unit = "share",
              min = 0,
              max = 1)
          double maxRejects,
      @Option("Stop at the first failed item") boolean failFast,
      @Option("Exit code 6 when an alert fired") boolean failOnAlert) {}

  enum ProgressStyle {
    AUTO,
    TTY,
    PLAIN,
    NONE
  }

  record Display(
      @Option("One JSON document on standard output, nothing else") boolean json,
      @Option("No progress and no summary, only errors") boolean quiet,
      @Option(value = "A line that is redrawn, plain lines, or none", byDefault = "auto")
          ProgressStyle progress,
      @Option("Print the stack trace of an error") boolean debug) {}

  record Jar(
      @Option(value = "A jar with pipelines of your own", unit = "file") Optional<String> jar) {}

  record Sources(
      @Option(
              value = "TOML file with options, in the tables [run] and the pipeline's name",
              unit = "file")
          Optional<String> config,
      @Option("Configuration") Jar jar) {}

  record Run(
      @Option("Input and output") Input in,
      @Option("Input and output") Output out,
      @Option("Budget") Limits limits,
      @Option("Execution") Work work,
      @Option("Outcome") Outcomes outcomes,
      @Option("Configuration") Sources sources,
      @Option("Display") Display display) {}

  record Simulate(
      @Option("Input and output") Output out,
      @Option("Budget") Limits limits,
      @Option("Execution") Work work,
      @Option("Outcome") Outcomes outcomes,
      @Option("Configuration") Sources sources,
      @Option("Display") Display display) {}

  record Validate(
      @Option("Input and output") Input in,
      @Option("Budget") Limits limits,
      @Option("Configuration") Sources sources,
      @Option("Display") Display display) {}

  record Resume(
      @Option("Budget (default: the old run's)") Limits limits,
      @Option("Execution") EngineFlags engine,
      @Option("Outcome") Outcomes outcomes,
      @Option("Configuration") Jar jar,
      @Option("Display") Display display) {}

  /// For commands that only look.
  record Look(@Option("Display") Display display) {}

  record Doctor(
      @Option(value = "Measure how fast this folder is read", unit = "path")
          Optional<String> folder,
      @Option("Display") Display display) {}

  record Demo(
      @Option(
              value = "Where the demo's inputs and products go; an earlier demo there is replaced",
              byDefault = "millrace-demo",
              unit = "path",
              group = "Input and output")
          String output,
      @Option("Budget") Limits limits,
      @Option("Configuration") Jar jar,
      @Option("Display") Display display) {}
}
