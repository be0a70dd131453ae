package dev.millrace.engine.plan;

import dev.millrace.engine.cost.CostModel;
import dev.millrace.engine.model.Budget;
import dev.millrace.engine.model.RunSettings;
import java.util.OptionalLong;

/// Items for the next chunk. The probe is the first chunks: one block each, then growing at most
/// fourfold until a chunk lasts about a quarter of a second; towards the end chunks shrink, so that
/// all workers finish together. Pure: the same numbers in, the same size out.
public final class ChunkSizer {
  static final double TARGET_SECONDS = 0.25;
  private static final int GROWTH = 4;
  private static final long GUIDE_BASE = 128;
  private static final long GUIDE_LEAST = 16;
  private static final long MEBIBYTES_PER_GIBIBYTE = 1024;

  private final long fixedItems;
  private final int blockItems;
  private final int workers;

  private ChunkSizer(long fixedItems, int blockItems, int workers) {
    this.fixedItems = fixedItems;
    this.blockItems = blockItems;
    this.workers = workers;
  }

  public static ChunkSizer of(RunSettings settings, int blockItems, int workers) {
    OptionalLong given = settings.chunkItems();
    long fixed =
        given.isPresent()
            ? given.getAsLong()
            : settings.sizing() == RunSettings.Sizing.GUIDE ? guide(settings.budget()) : 0;
    return new ChunkSizer(fixed, blockItems, workers);
  }

  /// The tuning guide's formula: 128 x min(1, memory / 1 GiB) x share of the CPU, at least 16. With
  /// 512 MiB and a share of 0.5: 128 x 0.25 = 32.
  static long guide(Budget budget) {
    double memory =
        Math.clamp((double) (budget.memory().bytes() >> 20) / MEBIBYTES_PER_GIBIBYTE, 0.1, 1.0);
    double compute = Math.clamp(budget.cpuShare(), 0.1, 1.0);
    return Math.max(GUIDE_LEAST, (long) (GUIDE_BASE * memory * compute));
  }

  /// @param largestSoFar items of the largest finished chunk
  /// @param weightPerItem mean weight of the items ahead
  /// @param leftItems items nobody has started
  public long next(CostModel cost, long largestSoFar, double weightPerItem, long leftItems) {
    if (fixedItems > 0) {
      return wholeBlocks(fixedItems);
    }
    if (cost.chunks() == 0) {
      return blockItems;
    }
    double seconds = cost.secondsPerWeight() * weightPerItem;
    double wanted = seconds <= 0 ? Double.MAX_VALUE : TARGET_SECONDS / seconds;
    double grown = Math.min(wanted, (double) Math.max(largestSoFar, 1) * GROWTH);
    double fair = Math.max(1, leftItems / (2.0 * workers));
    return wholeBlocks((long) Math.min(grown, fair));
  }

  private long wholeBlocks(long items) {
    return Math.max(1, Math.max(items, 1) / blockItems) * blockItems;
  }
}
