package dev.millrace.engine.journal;

import dev.millrace.engine.io.FileIdentity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a chunk leaves besides its records, committed with them.
///
/// @param failed items left out
/// @param degraded items that are less than they should be
/// @param rejected rows left out
/// @param deadLetters a line for each rejected row, at most as many as the engine keeps
/// @param costs what each stage took
/// @param inputs what was read
public record ChunkTail(
    List<Fault> failed,
    List<Fault> degraded,
    long rejected,
    List<Fault> deadLetters,
    ChunkCost cost,
    List<StageCost> costs,
    List<FileIdentity> inputs) {

  /// Says nothing.
  public static final ChunkTail EMPTY =
      new ChunkTail(
          List.of(),
          List.of(),
          0,
          List.of(),
          new ChunkCost(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
          List.of(),
          List.of());

  /// Several chunks that are committed as one.
  public static ChunkTail merged(List<ChunkTail> tails) {
    if (tails.size() == 1) {
      return tails.getFirst();
    }
    List<Fault> failed = new ArrayList<>();
    List<Fault> degraded = new ArrayList<>();
    List<Fault> letters = new ArrayList<>();
    List<StageCost> costs = new ArrayList<>();
    List<FileIdentity> inputs = new ArrayList<>();
    long rejected = 0;
    ChunkCost cost = EMPTY.cost;
    for (ChunkTail tail : tails) {
      failed.addAll(tail.failed);
      degraded.addAll(tail.degraded);
      letters.addAll(tail.deadLetters);
      costs.addAll(tail.costs);
      inputs.addAll(tail.inputs);
      rejected += tail.rejected;
      cost = cost.plus(tail.cost);
    }
    return new ChunkTail(
        failed, degraded, rejected, letters, cost, StageCost.summed(costs), inputs);
  }

  /// One thing that went wrong with one item.
  public record Fault(long item, String stage, String code, String message) {}

  /// The chunk as a whole.
  ///
  /// @param waitMemoryNanos time spent waiting for a reservation
  /// @param waitInputNanos time spent in reads
  /// @param reservedBytes heap and native bytes reserved at the most
  /// @param retries how often the chunk was refused memory before
  public record ChunkCost(
      long startNanos,
      long wallNanos,
      long cpuNanos,
      long waitMemoryNanos,
      long waitInputNanos,
      long bytesIn,
      long bytesOut,
      long reservedBytes,
      int retries,
      int worker) {

    /// Two chunks together: times and bytes add, the reservation is the larger one.
    ChunkCost plus(ChunkCost other) {
      return new ChunkCost(
          startNanos == 0 ? other.startNanos : startNanos,
          wallNanos + other.wallNanos,
          cpuNanos + other.cpuNanos,
          waitMemoryNanos + other.waitMemoryNanos,
          waitInputNanos + other.waitInputNanos,
          bytesIn + other.bytesIn,
          bytesOut + other.bytesOut,
          Math.max(reservedBytes, other.reservedBytes),
          retries + other.retries,
          other.worker);
    }
  }

  /// One stage or named step within the chunk.
  ///
  /// @param name the stage, or `stage/step`
  public record StageCost(
      String name, long calls, long wallNanos, long cpuNanos, long bytesIn, long bytesOut) {

    /// One entry a name, in the order of their first appearance.
    public static List<StageCost> summed(List<StageCost> costs) {
      Map<String, StageCost> byName = new LinkedHashMap<>();
      for (StageCost cost : costs) {
        byName.merge(
            cost.name,
            cost,
            (a, b) ->
                new StageCost(
                    a.name,
                    a.calls + b.calls,
                    a.wallNanos + b.wallNanos,
                    a.cpuNanos + b.cpuNanos,
                    a.bytesIn + b.bytesIn,
                    a.bytesOut + b.bytesOut));
      }
      return List.copyOf(byName.values());
    }
  }
}
