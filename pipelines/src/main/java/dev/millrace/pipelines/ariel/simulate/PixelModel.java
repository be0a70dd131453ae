package dev.millrace.pipelines.ariel.simulate;

/// What a [PixelKernel] must know of one pixel; set anew for each pixel of a visit.
///
/// The light of pair k is `scale * row[k] * column[k] + dark` electrons a second. The detector's
/// answer to a charge is the inverse of the pixel's linearity polynomial, which is no polynomial
/// itself: over the charges that can occur it is replaced by the polynomial of degree 5 through six
/// Chebyshev points, good to 0.01 electrons, with gain, offset and rounding folded in.
final class PixelModel {
  static final int TERMS = 6;
  private static final int NEWTON_STEPS = 5;

  float firstSeconds;
  float exposureSeconds;
  float scale;
  float darkElectronsPerSecond;
  float readVariance;
  float firstSkew;
  float secondSkew;
  int key0;
  int key1;
  int key2;

  /// Data number plus one half of a charge in electrons: ascending powers.
  final float[] answer = new float[TERMS];

  private final double[] nodes = new double[TERMS];
  private final double[] values = new double[TERMS];
  private final double[] powers = new double[TERMS];

  void setTimes(Instrument instrument) {
    firstSeconds = (float) instrument.firstSeconds();
    exposureSeconds = (float) instrument.exposureSeconds();
  }

  /// Three words of the pixel's own random sequence.
  void setKeys(long first, long second) {
    key0 = (int) first;
    key1 = (int) (first >>> Integer.SIZE);
    key2 = (int) second;
  }

  /// @param lightElectronsPerSecond times `row[k] * column[k]` is the light collected
  /// @param peak the largest `row[k] * column[k]`
  void setLight(double lightElectronsPerSecond, double dark, double readElectrons, double peak) {
    scale = (float) lightElectronsPerSecond;
    darkElectronsPerSecond = (float) dark;
    readVariance = (float) (readElectrons * readElectrons);
    double rate = StrictMath.max(0, lightElectronsPerSecond * peak + dark);
    firstSkew = skew(rate * firstSeconds, readVariance);
    secondSkew = skew(rate * exposureSeconds, readVariance);
  }

  /// @param linearity c0 to c5 of every pixel, `[power][pixel]`
  void setAnswer(double[] linearity, int pixel, int pixels, double peak) {
    double sigma = StrictMath.sqrt(readVariance);
    double rate = StrictMath.max(0, scale * peak + darkElectronsPerSecond);
    double most = rate * (firstSeconds + exposureSeconds);
    double high = most + 7 * (StrictMath.sqrt(most) + sigma);
    double low = -7 * sigma;
    for (int node = 0; node < TERMS; node++) {
      double cosine = StrictMath.cos(StrictMath.PI * (node + 0.5) / TERMS);
      double charge = (high + low) / 2 + (high - low) / 2 * cosine;
      nodes[node] = charge / high;
      values[node] = inverse(linearity, pixel, pixels, charge);
    }
    interpolate();
    double unit = Instrument.ADC_GAIN;
    for (int power = 0; power < TERMS; power++) {
      answer[power] = (float) (powers[power] * unit);
      unit /= high;
    }
    answer[0] = (float) (powers[0] * Instrument.ADC_GAIN - offset() + 0.5);
  }

  private static double offset() {
    return Instrument.ADC_OFFSET * Instrument.ADC_GAIN;
  }

  /// A sixth of the skewness that Poisson counts leave in a sum with Gaussian read noise: the
  /// second term of the Cornish-Fisher expansion.
  private static float skew(double counts, double readVariance) {
    double variance = counts + readVariance;
    return (float) (counts / (6 * variance * StrictMath.sqrt(variance)));
  }

  /// The reading that the pixel's polynomial maps to a charge, by Newton's method.
  private static double inverse(double[] linearity, int pixel, int pixels, double charge) {
    double x = charge;
    for (int step = 0; step < NEWTON_STEPS; step++) {
      double value = 0;
      double slope = 0;
      for (int power = TERMS - 1; power >= 0; power--) {
        slope = slope * x + value;
        value = value * x + linearity[power * pixels + pixel];
      }
      x -= (value - charge) / slope;
    }
    return x;
  }

  /// From values at the nodes to powers: Newton's divided differences, then expanded.
  private void interpolate() {
    for (int order = 1; order < TERMS; order++) {
      for (int i = TERMS - 1; i >= order; i--) {
        values[i] = (values[i] - values[i - 1]) / (nodes[i] - nodes[i - order]);
      }
    }
    for (int power = 0; power < TERMS; power++) {
      powers[power] = 0;
    }
    for (int i = TERMS - 1; i >= 0; i--) {
      for (int power = TERMS - 1; power > 0; power--) {
        powers[power] = powers[power - 1] - nodes[i] * powers[power];
      }
      powers[0] = values[i] - nodes[i] * powers[0];
    }
  }
}
