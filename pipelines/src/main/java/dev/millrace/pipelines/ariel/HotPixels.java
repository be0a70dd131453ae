package dev.millrace.pipelines.ariel;

import java.util.Arrays;

/// Which pixels of a dark map the reference program calls hot: those outside `median ± 5 sigma`
/// after sigma clipping, as astropy's `sigma_clip(dark, sigma=5, maxiters=5)` does it. Both tails
/// are clipped; what is not finite is hot.
///
/// In every pass, median (the mean of the two middle values of an even number) and population
/// standard deviation are those of the values that the pass before left; the last pass's bounds
/// decide.
final class HotPixels {
  private static final double SIGMA = 5;
  private static final int MOST_PASSES = 5;

  private HotPixels() {}

  /// @param dark [pixel] of the cropped map
  /// @return [pixel]
  static boolean[] of(double[] dark) {
    double[] kept = Arrays.stream(dark).filter(Double::isFinite).toArray();
    boolean[] hot = new boolean[dark.length];
    if (kept.length == 0) {
      Arrays.fill(hot, true);
      return hot;
    }
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      double median = median(kept);
      double reach = SIGMA * deviation(kept);
      low = median - reach;
      high = median + reach;
      double[] left = within(kept, low, high);
      if (left.length == kept.length || left.length == 0) {
        break;
      }
      kept = left;
    }
    for (int pixel = 0; pixel < dark.length; pixel++) {
      hot[pixel] = !(dark[pixel] >= low && dark[pixel] <= high);
    }
    return hot;
  }

  private static double[] within(double[] values, double low, double high) {
    return Arrays.stream(values).filter(value -> value >= low && value <= high).toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double deviation(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0;
    for (double value : values) {
      double off = value - mean;
      squares += off * off;
    }
    return Math.sqrt(squares / values.length);
  }
}
