package dev.millrace.pipelines.ariel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CompatSeriesTest {
  private static double[] series(int count) {
    SplittableRandom random = new SplittableRandom(count);
    double[] values = new double[count];
    for (int k = 0; k < count; k++) {
      values[k] = 1e4 + 100 * random.nextGaussian();
    }
    return values;
  }

  @Test
  void theMovingAverageIsTheMeanOfTheWindow() {
    for (int count : new int[] {1, 2, 7, 60, 211}) {
      for (int window : new int[] {1, 2, 5, 59, 200}) {
        if (window > count) {
          continue;
        }
        double[] values = series(count);
        double[] out = new double[3 + count - window + 1];
        CompatSeries.smooth(values, count, window, new double[count], out, 3);
        for (int i = 0; i + window <= count; i++) {
          double sum = 0;
          for (int k = i; k < i + window; k++) {
            sum += values[k];
          }
          assertThat(out[3 + i]).isCloseTo(sum / window, within(1e-8));
        }
      }
    }
  }

  @Test
  void theRunningSumMayOverwriteTheSeries() {
    double[] apart = new double[51];
    CompatSeries.smooth(series(60), 60, 10, new double[60], apart, 0);
    double[] shared = new double[51];
    double[] values = series(60);
    CompatSeries.smooth(values, 60, 10, values, shared, 0);
    assertThat(shared).isEqualTo(apart);
  }

  @Test
  void standardisedSeriesHaveMeanZeroAndDeviationOne() {
    double[] values = series(500);
    assertThat(CompatSeries.standardise(values, 100, 300)).isTrue();
    double sum = 0;
    double squares = 0;
    for (int k = 100; k < 400; k++) {
      sum += values[k];
      squares += values[k] * values[k];
    }
    assertThat(sum / 300).isCloseTo(0, within(1e-12));
    assertThat(squares / 300).isCloseTo(1, within(1e-12));
    assertThat(values[99]).isGreaterThan(9000);
  }

  @Test
  void aConstantSeriesIsMasked() {
    double[] values = {5, 5, 5, 5};
    assertThat(CompatSeries.standardise(values, 0, 4)).isFalse();
    assertThat(values).containsExactly(0, 0, 0, 0);
  }

  @Test
  void photonNoiseAloneGivesARatioOfOne() {
    SplittableRandom random = new SplittableRandom(1);
    double[] light = new double[20_000];
    for (int k = 0; k < light.length; k++) {
      light[k] = 1e6 + 1e3 * random.nextGaussian();
    }
    assertThat(CompatSeries.scatterOverPhoton(light, light.length)).isCloseTo(1, within(0.02));
    assertThat(CompatSeries.scatterOverPhoton(new double[] {1, 1}, 2)).isNaN();
  }
}
