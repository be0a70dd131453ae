package dev.millrace.pipelines.ariel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HotPixelsTest {
  private static final double NAN = Double.NaN;

  @Test
  void bothTailsAndWhatIsNotFiniteAreHot() {
    double[] dark = new double[101];
    for (int i = 0; i < 97; i++) {
      dark[i] = 1 + 0.01 * (i % 5);
    }
    dark[97] = 3;
    dark[98] = -3;
    dark[99] = NAN;
    dark[100] = Double.POSITIVE_INFINITY;
    boolean[] hot = HotPixels.of(dark);
    for (int i = 0; i < 101; i++) {
      assertThat(hot[i]).as("pixel %d", i).isEqualTo(i >= 97);
    }
  }

  @Test
  void equalValuesAreAllKept() {
    assertThat(HotPixels.of(new double[] {2, 2, 2, 2, 5}))
        .containsExactly(false, false, false, false, false);
    assertThat(HotPixels.of(new double[] {2})).containsExactly(false);
    assertThat(HotPixels.of(new double[] {NAN, NAN})).containsExactly(true, true);
    assertThat(HotPixels.of(new double[0])).isEmpty();
  }

  @Test
  void agreesWithTheDefinitionOnRandomMaps() {
    for (long seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] dark = new double[1 + random.nextInt(400)];
      for (int i = 0; i < dark.length; i++) {
        double tail = random.nextDouble();
        dark[i] =
            tail < 0.02 ? NAN : tail < 0.1 ? random.nextDouble(-3, 20) : random.nextGaussian();
      }
      assertThat(HotPixels.of(dark)).as("seed %d", seed).isEqualTo(defined(dark));
    }
  }

  /// Astropy's rule, written down with lists.
  private static boolean[] defined(double[] dark) {
    List<Double> kept = new ArrayList<>();
    for (double value : dark) {
      if (Double.isFinite(value)) {
        kept.add(value);
      }
    }
    double low = NAN;
    double high = NAN;
    for (int pass = 0; pass < 5 && !kept.isEmpty(); pass++) {
      List<Double> sorted = new ArrayList<>(kept);
      Collections.sort(sorted);
      int n = sorted.size();
      double median = (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
      double mean = kept.stream().reduce(0.0, Double::sum) / n;
      double variance =
          kept.stream().map(x -> (x - mean) * (x - mean)).reduce(0.0, Double::sum) / n;
      double from = median - 5 * Math.sqrt(variance);
      double to = median + 5 * Math.sqrt(variance);
      low = from;
      high = to;
      int before = kept.size();
      kept.removeIf(x -> x < from || x > to);
      if (kept.size() == before) {
        break;
      }
    }
    boolean[] hot = new boolean[dark.length];
    for (int i = 0; i < dark.length; i++) {
      hot[i] = !(low <= dark[i] && dark[i] <= high);
    }
    return hot;
  }
}
