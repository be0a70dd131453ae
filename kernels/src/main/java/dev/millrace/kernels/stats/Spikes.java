package dev.millrace.kernels.stats;

/// Single samples that stand out of an evenly sampled series, such as cosmic-ray hits.
///
/// A sample is a spike when it differs from the median of its neighbourhood by more than the
/// threshold. A median at every sample would cost a hundred times the rest, so a sample is looked
/// at only when it differs from the mean of its two, and then of its four, nearest neighbours by
/// more than [#PRESCREEN] of the threshold: white noise of sigma s gives these differences a sigma
/// of 1.22 s and 1.12 s, so at 5 s one sample in a thousand is looked at in vain, and of the spikes
/// right at the threshold a few per cent escape (none that stands well above it).
public final class Spikes {
  /// Share of the threshold at which a sample becomes a candidate.
  public static final float PRESCREEN = 0.7f;

  private static final int SCATTER_SAMPLES = 512;

  /// 99 % of Gaussian values are at most so many sigma from the mean.
  private static final double PERCENTILE_99 = 2.5758293035489004;

  private static final double SIGMA_OF_DIFFERENCE = Math.sqrt(1.5);

  private Spikes() {}

  /// The white scatter of a series, blind to slow changes, from `x[k] - (x[k-1] + x[k+1]) / 2` over
  /// at most 512 samples in equal steps: the greater of what the median and what the 99th
  /// percentile of its size say, so that a series with broad wings counts as broad. For Gaussian
  /// noise both are sigma.
  ///
  /// @param series [sample]
  /// @param work at least 512 long
  public static float whiteSigma(float[] series, int length, float[] work) {
    if (length < 3) {
      return 0;
    }
    int step = Math.max(1, (length - 2) / SCATTER_SAMPLES);
    int n = 0;
    for (int k = 1; k < length - 1 && n < SCATTER_SAMPLES; k += step) {
      work[n++] = Math.abs(series[k] - 0.5f * (series[k - 1] + series[k + 1]));
    }
    double core = Medians.SIGMA_PER_MAD * Medians.median(work, n);
    double wings = Medians.select(work, n, (int) (0.99 * n)) / PERCENTILE_99;
    return (float) (Math.max(core, wings) / SIGMA_OF_DIFFERENCE);
  }

  /// Finds the spikes and puts the local median in their place.
  ///
  /// @param series [sample]; spikes are replaced
  /// @param limit the least deviation of a spike, in the unit of the series
  /// @param halfWindow neighbours on either side that make the median, the sample itself left out
  /// @param work at least 2 x halfWindow long
  /// @param spikes receives the samples replaced, ascending
  /// @return how many; at most the length of `spikes`, after which the rest is left alone
  public static int replace(
      float[] series, int length, float limit, int halfWindow, float[] work, int[] spikes) {
    float prescreen = PRESCREEN * limit;
    int found = 0;
    for (int k = 1; k < length - 1; k++) {
      if (Math.abs(series[k] - 0.5f * (series[k - 1] + series[k + 1])) > prescreen
          && standsOut(series, length, k, prescreen)) {
        float centre = neighbourMedian(series, length, k, halfWindow, work);
        if (Math.abs(series[k] - centre) > limit && found < spikes.length) {
          spikes[found++] = k;
          series[k] = centre;
        }
      }
    }
    return found;
  }

  private static boolean standsOut(float[] series, int length, int k, float prescreen) {
    if (k < 2 || k > length - 3) {
      return true;
    }
    float around = series[k - 2] + series[k - 1] + series[k + 1] + series[k + 2];
    return Math.abs(series[k] - 0.25f * around) > prescreen;
  }

  /// The median of the samples around one, itself left out; the window is cut at the ends.
  public static float neighbourMedian(
      float[] series, int length, int sample, int halfWindow, float[] work) {
    int n = 0;
    for (int k = Math.max(0, sample - halfWindow); k < sample; k++) {
      work[n++] = series[k];
    }
    for (int k = sample + 1; k <= Math.min(length - 1, sample + halfWindow); k++) {
      work[n++] = series[k];
    }
    return Medians.median(work, n);
  }
}
