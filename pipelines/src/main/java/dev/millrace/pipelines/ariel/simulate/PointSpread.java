package dev.millrace.pipelines.ariel.simulate;

/// The image of a point along one axis, integrated over a pixel: a narrow, a middle and a wide
/// Gaussian. Widths and weights reproduce the flux fractions of growing apertures in the public
/// sample (0.19, 0.83 and 0.95 in 1 x 2, 6 x 6 and 12 x 12 pixels).
///
/// Tabulated, as a table look-up is all that a million evaluations a visit allow.
final class PointSpread {
  private static final double[] SIGMA_PIXELS = {0.95, 2.32, 6.5};
  private static final double[] WEIGHTS = {0.741, 0.192, 0.067};
  private static final int STEPS_PER_PIXEL = 128;
  private static final int REACH_PIXELS = 40;

  private final float[] table = new float[2 * REACH_PIXELS * STEPS_PER_PIXEL + 2];

  PointSpread() {
    for (int step = 0; step < table.length; step++) {
      double offset = (double) step / STEPS_PER_PIXEL - REACH_PIXELS;
      double sum = 0;
      for (int g = 0; g < WEIGHTS.length; g++) {
        double scale = SIGMA_PIXELS[g] * StrictMath.sqrt(2);
        sum += WEIGHTS[g] / 2 * (erf((offset + 0.5) / scale) - erf((offset - 0.5) / scale));
      }
      table[step] = (float) sum;
    }
  }

  /// The share of the light in a pixel whose middle is so far from the image's; within 40 pixels.
  float share(float offsetPixels) {
    float place = (offsetPixels + REACH_PIXELS) * STEPS_PER_PIXEL;
    int step = (int) place;
    float part = place - step;
    return table[step] + (table[step + 1] - table[step]) * part;
  }

  /// Abramowitz and Stegun 7.1.26; absolute error below 1.5e-7.
  private static double erf(double x) {
    double t = 1 / (1 + 0.3275911 * StrictMath.abs(x));
    double poly =
        t
            * (0.254829592
                + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    return StrictMath.copySign(1 - poly * StrictMath.exp(-x * x), x);
  }
}
