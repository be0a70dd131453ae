package dev.millrace.kernels.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpikesTest {
  private static final int LENGTH = 5625;
  private final float[] work = new float[512];
  private final int[] found = new int[1024];

  private static float[] noise(SplittableRandom random, double sigma) {
    float[] series = new float[LENGTH];
    for (int k = 0; k < LENGTH; k++) {
      double slow = 200 * Math.sin(k / 700.0);
      series[k] = (float) (5000 + slow + sigma * random.nextGaussian());
    }
    return series;
  }

  @Test
  void whiteScatterIgnoresSlowChanges() {
    float[] series = noise(new SplittableRandom(1), 30);
    assertThat(Spikes.whiteSigma(series, LENGTH, work)).isCloseTo(30, within(4f));
  }

  @Test
  void injectedHitsAreFoundAndLittleElse() {
    SplittableRandom random = new SplittableRandom(2);
    int injected = 0;
    int recovered = 0;
    int reported = 0;
    for (int trial = 0; trial < 40; trial++) {
      float[] series = noise(random, 50);
      Set<Integer> hits = new HashSet<>();
      while (hits.size() < 4) {
        int at = 2 + random.nextInt(LENGTH - 4);
        if (hits.add(at)) {
          series[at] += 400 + (float) (-3000 * Math.log(1 - random.nextDouble()));
        }
      }
      float limit = 5 * Spikes.whiteSigma(series, LENGTH, work);
      int n = Spikes.replace(series, LENGTH, limit, 7, work, found);
      injected += hits.size();
      reported += n;
      for (int i = 0; i < n; i++) {
        recovered += hits.contains(found[i]) ? 1 : 0;
        assertThat(series[found[i]]).isCloseTo(5000, within(320f));
      }
    }
    assertThat((double) recovered / injected).isGreaterThan(0.97);
    assertThat((double) recovered / reported).isGreaterThan(0.99);
  }

  @Test
  void cleanNoiseHasNoSpikes() {
    SplittableRandom random = new SplittableRandom(3);
    int reported = 0;
    for (int trial = 0; trial < 40; trial++) {
      float[] series = noise(random, 50);
      float limit = 5 * Spikes.whiteSigma(series, LENGTH, work);
      reported += Spikes.replace(series, LENGTH, limit, 7, work, found);
    }
    assertThat(reported).isLessThan(6);
  }

  @Test
  void seriesTooShortForNeighboursAreLeftAlone() {
    float[] two = {1, 100};
    assertThat(Spikes.whiteSigma(two, 2, work)).isZero();
    assertThat(Spikes.replace(two, 2, 1, 7, work, found)).isZero();
    float[] three = {1, 100, 1};
    assertThat(Spikes.replace(three, 3, 5, 7, work, found)).isEqualTo(1);
    assertThat(three).containsExactly(1, 1, 1);
  }
}
