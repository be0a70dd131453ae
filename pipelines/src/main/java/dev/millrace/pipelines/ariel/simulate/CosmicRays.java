package dev.millrace.pipelines.ariel.simulate;

import java.util.Arrays;

/// Hits of cosmic rays on one pixel during the exposures of a visit: a Poisson process, energies
/// exponential.
final class CosmicRays {
  private static final double HITS_PER_SECOND = 1e-5;
  private static final double MEAN_ELECTRONS = 3000;

  private int[] pairs = new int[4];
  private float[] electrons = new float[4];
  private int count;

  /// @param exposureSeconds of one pair
  void draw(RandomStream random, double exposureSeconds, int pairCount) {
    count = 0;
    double meanGap = 1 / (HITS_PER_SECOND * exposureSeconds);
    double next = random.exponential(meanGap);
    while (next < pairCount) {
      if (count == pairs.length) {
        pairs = Arrays.copyOf(pairs, 2 * count);
        electrons = Arrays.copyOf(electrons, 2 * count);
      }
      pairs[count] = (int) next;
      electrons[count++] = (float) random.exponential(MEAN_ELECTRONS);
      next = Math.floor(next) + 1 + random.exponential(meanGap);
    }
  }

  int count() {
    return count;
  }

  /// Ascending.
  int pair(int hit) {
    return pairs[hit];
  }

  float electrons(int hit) {
    return electrons[hit];
  }
}
