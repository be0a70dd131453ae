package dev.millrace.pipelines.ariel;

import dev.millrace.kernels.linear.NormalEquations;

/// What a light curve does besides the transit: a polynomial in time and, where asked, the pointing
/// moments. Columns of order one; all but the first have mean zero, so the first coefficient is the
/// mean.
///
/// @param columns the constant, the powers of time, the moments
/// @param polynomial how many of them are the constant and powers
/// @param values [column][sample]
record Baseline(int columns, int polynomial, int samples, double[] values) {

  /// @param order of the polynomial in time
  /// @param moments [moment][stride] pointing; only the first `moments used` rows are taken
  static Baseline of(int samples, int order, float[] moments, int stride, int used) {
    int polynomial = order + 1;
    double[] values = new double[(polynomial + used) * samples];
    for (int k = 0; k < samples; k++) {
      double tau = samples == 1 ? 0 : 2.0 * k / (samples - 1) - 1;
      double power = 1;
      for (int column = 0; column < polynomial; column++) {
        values[column * samples + k] = power;
        power *= tau;
      }
      for (int moment = 0; moment < used; moment++) {
        values[(polynomial + moment) * samples + k] = moments[moment * stride + k];
      }
    }
    Baseline baseline = new Baseline(polynomial + used, polynomial, samples, values);
    for (int column = 1; column < baseline.columns; column++) {
      baseline.standardize(column);
    }
    return baseline;
  }

  /// The same without the moments.
  Baseline withoutMoments() {
    return new Baseline(polynomial, polynomial, samples, values);
  }

  /// Means over blocks of samples.
  ///
  /// @param block samples of a block; a rest at the end is left out
  Baseline blocks(int block) {
    int n = samples / block;
    double[] means = new double[columns * n];
    for (int column = 0; column < columns; column++) {
      blockMeans(values, column * samples, block, n, means, column * n);
    }
    return new Baseline(columns, polynomial, n, means);
  }

  static void blockMeans(double[] from, int start, int block, int n, double[] to, int at) {
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int k = 0; k < block; k++) {
        sum += from[start + i * block + k];
      }
      to[at + i] = sum / block;
    }
  }

  /// Mean 0 and mean square 1; a column that does not vary becomes 0.
  private void standardize(int column) {
    int from = column * samples;
    double mean = 0;
    for (int k = 0; k < samples; k++) {
      mean += values[from + k] / samples;
    }
    for (int k = 0; k < samples; k++) {
      values[from + k] -= mean;
    }
    double power = NormalEquations.dot(values, from, values, from, samples) / samples;
    double scale = power > 1e-20 ? 1 / Math.sqrt(power) : 0;
    for (int k = 0; k < samples; k++) {
      values[from + k] *= scale;
    }
  }
}
