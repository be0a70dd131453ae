package dev.millrace.pipelines.ariel;

/// What the reference program does to one channel's light curve, in its order of operations.
final class CompatSeries {
  private CompatSeries() {}

  /// Moving average by differences of the running sum: `out[i] = (C[i + window - 1] - C[i - 1]) /
  /// window`, `out[0] = C[window - 1] / window`.
  ///
  /// @param running [exposure] receives the running sum of `in`; may be `in` itself
  /// @param out [offset + exposure] receives `count - window + 1` values
  static void smooth(
      double[] in, int count, int window, double[] running, double[] out, int offset) {
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum = k == 0 ? in[0] : sum + in[k];
      running[k] = sum;
    }
    out[offset] = running[window - 1] / window;
    for (int k = window; k < count; k++) {
      out[offset + k - window + 1] = (running[k] - running[k - window]) / window;
    }
  }

  /// Makes mean 0 and population standard deviation 1, as the reference does; where that is no
  /// finite number, the difference from the mean stays, as NumPy's masked division leaves it.
  ///
  /// @return whether the first value was divided
  static boolean standardise(double[] values, int offset, int count) {
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += values[offset + k];
    }
    double mean = sum / count;
    double squares = 0;
    for (int k = 0; k < count; k++) {
      double off = values[offset + k] - mean;
      values[offset + k] = off;
      squares += off * off;
    }
    double deviation = Math.sqrt(squares / count);
    boolean divided = true;
    for (int k = 0; k < count; k++) {
      double off = values[offset + k];
      double standard = off / deviation;
      if (Double.isFinite(standard)) {
        values[offset + k] = standard;
      } else if (k == 0) {
        divided = false;
      }
    }
    return divided;
  }

  /// Scatter from one exposure to the next, over the square root of the mean.
  ///
  /// @param light [exposure] e-
  static double scatterOverPhoton(double[] light, int count) {
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < count; k++) {
      sum += light[k];
      double step = k == 0 ? 0 : light[k] - light[k - 1];
      squares += step * step;
    }
    double mean = sum / count;
    return count > 2 && mean > 0 ? Math.sqrt(squares / (2 * (count - 1)) / mean) : Double.NaN;
  }
}
