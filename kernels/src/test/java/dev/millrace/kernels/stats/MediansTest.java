package dev.millrace.kernels.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediansTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 16, 17, 101, 1024})
  void theMedianIsThatOfTheSortedValues(int length) {
    SplittableRandom random = new SplittableRandom(length);
    for (int trial = 0; trial < 50; trial++) {
      double[] values = new double[length];
      float[] floats = new float[length];
      for (int i = 0; i < length; i++) {
        floats[i] = trial % 2 == 0 ? random.nextInt(5) : (float) random.nextDouble();
        values[i] = floats[i];
      }
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double expected =
          length % 2 == 1
              ? sorted[length / 2]
              : 0.5 * (sorted[length / 2 - 1] + sorted[length / 2]);
      assertThat(Medians.median(values, length)).isEqualTo(expected);
      assertThat(Medians.median(floats, length)).isEqualTo((float) expected);
    }
  }

  @Test
  void selectionPutsEveryRankInItsPlace() {
    SplittableRandom random = new SplittableRandom(3);
    for (int rank = 0; rank < 37; rank++) {
      double[] values = random.doubles(37).toArray();
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      assertThat(Medians.select(values, 37, rank)).isEqualTo(sorted[rank]);
      for (int i = 0; i < 37; i++) {
        assertThat(i < rank ? values[i] <= sorted[rank] : values[i] >= sorted[rank]).isTrue();
      }
    }
  }

  @Test
  void theDeviationOfGaussianNoiseIsItsSigmaWhateverTheOutliers() {
    SplittableRandom random = new SplittableRandom(5);
    double[] values = new double[20_001];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 20 == 0 ? 1e9 : 7 + 3 * random.nextGaussian();
    }
    assertThat(Medians.madSigma(values, values.length)).isCloseTo(3, within(0.25));
  }

  @Test
  void nothingHasNoMedian() {
    assertThatThrownBy(() -> Medians.median(new double[3], 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
