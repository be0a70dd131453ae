package dev.millrace.engine.model;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// How one run is carried out; none of it but `seed` changes the results.
///
/// @param input root folder or file; empty for pipelines that read none
/// @param output folder of the products and of the run's own `.millrace`
/// @param parameters the pipeline's options as text, for the run's record and for `resume`
/// @param chunkItems fixed items per chunk; empty lets the engine size them
/// @param maxRejects share of rows that may be rejected before the run ends with exit code 3
/// @param keepParts keeps the parts of a finished run, for reuse by a later one
public record RunSettings(
    Optional<Path> input,
    Path output,
    Map<String, String> parameters,
    Budget budget,
    JvmLimits limits,
    long seed,
    Start start,
    OptionalLong chunkItems,
    Sizing sizing,
    int maxChunkRetries,
    double maxRejects,
    boolean failFast,
    boolean keepParts,
    boolean verifyInputs) {

  /// What to do where the output already holds a run.
  public enum Start {
    /// Refuse.
    FRESH,
    /// Go on with the same work.
    RESUME,
    /// Delete the old run and its products.
    OVERWRITE
  }

  /// Where the items per chunk come from.
  public enum Sizing {
    /// From a probe, adapted as the run goes on.
    MEASURED,
    /// The tuning guide's formula: `128 x min(1, memory / 1 GiB) x cpu share`, at least 16.
    GUIDE
  }
}
