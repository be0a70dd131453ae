package dev.millrace.pipelines.ariel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Gathers a visit's fits into its report.
///
/// @param plainScatter of the AIRS white light where nothing was fitted
record VisitSummary(
    RawCurves raw,
    @Nullable WhiteLight airs,
    @Nullable WhiteLight fgs,
    double[] depth,
    double[] depthError,
    double[] level,
    double plainScatter,
    double[] scatter,
    double[] slowNoise,
    double[][] pointing) {

  VisitReport report(int[] quality, double[] photonVariance, double[] constantVariance) {
    Apertures aperture = raw.aperture();
    int times = raw.exposures();
    ShapeFit.@Nullable Fitted shape = airs != null && airs.isTransit() ? airs.fitted() : null;
    int lost = 0;
    int moved = 0;
    double light = 0;
    for (int channel = 0; channel < Channels.COUNT; channel++) {
      boolean gone = Quality.has(quality[channel], Quality.DO_NOT_USE);
      lost += gone ? 1 : 0;
      moved += pointing[channel].length > 0 ? 1 : 0;
      light += channel == 0 || gone ? 0 : level[channel];
    }
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
        airs == null ? plainScatter : airs.white().scatter(),
        1 / Math.sqrt(light),
        fgs == null ? scatter[0] : fgs.white().scatter(),
        Math.sqrt(raw.photonVariance()[0] * level[0]) / level[0],
        VisitFit.median(scatter, 1, Channels.COUNT),
        expectedMedian(quality),
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
        Arrays.copyOf(raw.moments(), times),
        Arrays.copyOfRange(raw.moments(), times, 2 * times),
        raw.hitChannel(),
        raw.hitExposure(),
        raw.fgsFull());
  }

  /// The median over the AIRS channels of the noise that the carried variance predicts.
  private double expectedMedian(int[] quality) {
    double[] expected = new double[Channels.COUNT];
    for (int channel = 1; channel < Channels.COUNT; channel++) {
      boolean gone = Quality.has(quality[channel], Quality.DO_NOT_USE);
      expected[channel] = gone ? Double.NaN : expected(channel);
    }
    return VisitFit.median(expected, 1, Channels.COUNT);
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
