package dev.millrace.pipelines.ariel;

import org.jspecify.annotations.Nullable;

/// Gathers a visit's fits into its report.
record VisitSummary(
    RawCurves raw,
    @Nullable WhiteLight airs,
    @Nullable WhiteLight fgs,
    double[] depth,
    double[] depthError,
    double[] level,
    double[] scatter,
    double[] slowNoise,
    double[][] pointing) {

  VisitReport report(int[] quality, double[] photonVariance, double[] constantVariance) {
    Apertures aperture = raw.aperture();
    int times = raw.exposures();
    float[] x = java.util.Arrays.copyOf(raw.moments(), times);
    float[] y = java.util.Arrays.copyOfRange(raw.moments(), times, 2 * times);
    ShapeFit.@Nullable Fitted shape = airs != null && airs.isTransit() ? airs.fitted() : null;
    int lost = 0;
    int moved = 0;
    double light = 0;
    double[] expected = new double[Channels.COUNT];
    for (int channel = 0; channel < Channels.COUNT; channel++) {
      boolean gone = Quality.has(quality[channel], Quality.DO_NOT_USE);
      lost += gone ? 1 : 0;
      moved += pointing[channel].length > 0 ? 1 : 0;
      light += channel == 0 || gone ? 0 : level[channel];
      expected[channel] = gone ? Double.NaN : expected(channel);
    }
    double fgsPhoton = Math.sqrt(raw.photonVariance()[0] * level[0]) / level[0];
    return new VisitReport(
        times,
        raw.fgsBins(),
        aperture.airs().first(),
        aperture.airs().count(),
        aperture.fgs().firstRow(),
        aperture.fgs().firstColumn(),
        aperture.fgs().size(),
        raw.badPixels(),
        lost,
        aperture.airs().oddEvenRatio(),
        aperture.fgs().oddEvenRatio(),
        airs == null ? Double.NaN : airs.white().scatter(),
        1 / Math.sqrt(light),
        fgs == null ? Double.NaN : fgs.white().scatter(),
        fgsPhoton,
        VisitFit.median(scatter, 1, Channels.COUNT),
        VisitFit.median(expected, 1, Channels.COUNT),
        VisitFit.median(slowNoise, 1, Channels.COUNT),
        moved,
        shape != null,
        shape == null ? Double.NaN : shape.midTransitHours(),
        shape == null ? Double.NaN : Math.sqrt(shape.covariance()[0]),
        limb(airs),
        limb(fgs),
        depth,
        depthError,
        level,
        photonVariance,
        constantVariance,
        quality,
        x,
        y,
        raw.hitChannel(),
        raw.hitExposure(),
        raw.fgsFull());
  }

  private double expected(int channel) {
    double variance =
        raw.photonVariance()[channel] * level[channel] + raw.constantVariance()[channel];
    return Math.sqrt(variance) / level[channel];
  }

  private static double[] limb(@Nullable WhiteLight light) {
    return light == null
        ? new double[] {Double.NaN, Double.NaN}
        : new double[] {light.fitted().values()[3], light.fitted().values()[4]};
  }
}
