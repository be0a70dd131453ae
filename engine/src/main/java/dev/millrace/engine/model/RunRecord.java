package dev.millrace.engine.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What came of a run: the figures of `run.json` and of `--json`.
///
/// @param outcome how it ended; decides the exit code
/// @param figures what the products reported, by phase
/// @param directory the run's own folder under `.millrace`
public record RunRecord(
    String run,
    String pipeline,
    Outcome outcome,
    long items,
    long failed,
    long degraded,
    long rejected,
    double wallSeconds,
    double cpuSeconds,
    long peakRssBytes,
    long chunks,
    long recomputedChunks,
    long splits,
    long refusals,
    List<ProductFile> products,
    List<Alert> alerts,
    Map<String, Map<String, Object>> figures,
    Path directory) {

  /// A finished product file.
  public record ProductFile(String path, long bytes, String sha256) {}

  /// A rule over the run's profile that was broken.
  public record Alert(String rule, String message) {}

  public enum Outcome {
    COMPLETE,
    /// Finished, but items failed or degraded, or too many rows were rejected.
    INCOMPLETE
  }
}
