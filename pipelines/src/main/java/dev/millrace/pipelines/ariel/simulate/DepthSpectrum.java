package dev.millrace.pipelines.ariel.simulate;

/// A planet's transit depth `(Rp/Rs)^2` at any wavelength: the bare disc and the absorption bands
/// of its atmosphere, in units of the depth that one scale height adds, `2 Rp H / Rs^2`.
final class DepthSpectrum {
  static final double SHALLOWEST = 4e-4;
  static final double DEEPEST = 5e-2;

  /// Centre and width in micrometres, height in scale heights: the strongest bands of water, carbon
  /// dioxide, methane and carbon monoxide between 1.6 and 4.1 micrometres.
  private static final double[][] BANDS = {
    {1.90, 0.09, 2.2}, {2.68, 0.20, 3.4}, {2.02, 0.05, 1.1}, {2.75, 0.08, 2.0},
    {2.30, 0.10, 1.4}, {3.32, 0.16, 3.2}, {2.34, 0.05, 0.8}, {4.25, 0.14, 4.0}
  };

  /// Which molecule a band belongs to; their abundances are drawn independently.
  private static final int[] MOLECULES = {0, 0, 1, 1, 2, 2, 3, 1};

  private static final double RAYLEIGH_MICROMETRES = 0.45;

  private final double disc;
  private final double scaleHeightDepth;
  private final double[] heights = new double[BANDS.length];
  private final double haze;

  /// @param disc the depth without an atmosphere
  DepthSpectrum(double disc, double scaleHeightDepth, RandomStream random) {
    this.disc = disc;
    this.scaleHeightDepth = scaleHeightDepth;
    double[] abundance = new double[4];
    for (int molecule = 0; molecule < abundance.length; molecule++) {
      abundance[molecule] = random.uniform() < 0.25 ? 0 : random.uniform(0.2, 1.2);
    }
    for (int band = 0; band < heights.length; band++) {
      heights[band] = BANDS[band][2] * abundance[MOLECULES[band]];
    }
    haze = random.uniform(0, 4);
  }

  double depth(double micrometres) {
    double scaleHeights = haze * StrictMath.pow(RAYLEIGH_MICROMETRES / micrometres, 2);
    for (int band = 0; band < heights.length; band++) {
      double offset = (micrometres - BANDS[band][0]) / BANDS[band][1];
      scaleHeights += heights[band] * StrictMath.exp(-offset * offset / 2);
    }
    double depth = disc + scaleHeightDepth * scaleHeights;
    return StrictMath.max(SHALLOWEST, StrictMath.min(DEEPEST, depth));
  }
}
