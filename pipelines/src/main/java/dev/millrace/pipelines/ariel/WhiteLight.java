package dev.millrace.pipelines.ariel;

import dev.millrace.kernels.stats.Spikes;

/// The fit of one instrument's white light: shape of the transit, scatter, and the fit that
/// measures its channels.
///
/// Twice over: a first shape from the light as it is; with it the pointing terms and the true
/// scatter; then the shape again from the light without the pointing's part, its uncertainty
/// widened by slow noise.
///
/// @param fitted the shape
/// @param white the light curve measured like a channel
/// @param trend [power of time] of the white light over its mean, the constant left out
/// @param isTransit whether the depth is significant
record WhiteLight(
    ShapeFit.Fitted fitted, ChannelFit.Measured white, double[] trend, boolean isTransit) {
  private static final int POINTS = 300;
  private static final double LEAST_SIGNIFICANCE = 5;

  /// @param hours [sample] mid-times
  /// @param flux [sample] any unit, finite, positive mean
  static WhiteLight of(
      double[] hours, double[] flux, Baseline baseline, JitterMode jitter, ShapeFit.Prior prior) {
    int n = hours.length;
    double mean = 0;
    for (double value : flux) {
      mean += value / n;
    }
    double[] relative = new double[n];
    for (int k = 0; k < n; k++) {
      relative[k] = flux[k] / mean;
    }
    ShapeFit.Fitted first = shape(hours, relative, baseline, prior, 0, true);
    ChannelFit.Measured rough = measure(first, hours, new double[0], baseline, jitter, relative);
    if (Double.isNaN(rough.depth())) {
      return new WhiteLight(first, rough, rough.trend(), false);
    }
    double[] calm = relative.clone();
    for (int moment = 0; moment < rough.pointing().length; moment++) {
      double part = rough.pointing()[moment] * rough.level();
      int from = (baseline.polynomial() + moment) * n;
      for (int k = 0; k < n; k++) {
        calm[k] -= part * baseline.values()[from + k];
      }
    }
    double sigma = rough.scatter() * Math.sqrt(Math.max(1, rough.slowNoise()));
    double[] nearMean = prior.mean().clone();
    nearMean[0] = first.midTransitHours();
    ShapeFit.Prior near = new ShapeFit.Prior(prior.orbit(), nearMean, prior.width());
    ShapeFit.Fitted fitted = shape(hours, calm, baseline, near, sigma, false);
    ChannelFit.Measured white = measure(fitted, hours, rough.trend(), baseline, jitter, relative);
    boolean seen = fitted.depth() > LEAST_SIGNIFICANCE * fitted.depthError();
    return new WhiteLight(fitted, white, rough.trend(), seen && white.depth() > 0);
  }

  /// Measures channels whose limb darkening is that of the white light times factors.
  ChannelFit channels(
      double[] hours, Baseline baseline, JitterMode jitter, double u1Factor, double u2Factor) {
    TransitShape shape = fitted.shape(u1Factor, u2Factor);
    return new ChannelFit(baseline, curve(shape, fitted, hours, trend, baseline), jitter);
  }

  private static ChannelFit.Measured measure(
      ShapeFit.Fitted fitted,
      double[] hours,
      double[] trend,
      Baseline baseline,
      JitterMode jitter,
      double[] relative) {
    double[] curve = curve(fitted.shape(1, 1), fitted, hours, trend, baseline);
    ChannelFit channels = new ChannelFit(baseline, curve, jitter);
    return channels.isPossible() ? channels.measure(relative) : none();
  }

  private static ChannelFit.Measured none() {
    double[] empty = new double[0];
    return new ChannelFit.Measured(Double.NaN, Double.NaN, 1, 1, Double.NaN, empty, empty);
  }

  /// @param sigma scatter of one sample; 0 takes it from neighbouring points
  private static ShapeFit.Fitted shape(
      double[] hours,
      double[] relative,
      Baseline baseline,
      ShapeFit.Prior prior,
      double sigma,
      boolean search) {
    int block = Math.max(1, hours.length / POINTS);
    int points = hours.length / block;
    double[] blockHours = new double[points];
    double[] blockFlux = new double[points];
    Baseline.blockMeans(hours, 0, block, points, blockHours, 0);
    Baseline.blockMeans(relative, 0, block, points, blockFlux, 0);
    double pointSigma = sigma / Math.sqrt(block);
    if (sigma == 0) {
      float[] series = new float[points];
      for (int i = 0; i < points; i++) {
        series[i] = (float) (blockFlux[i] - 1);
      }
      pointSigma = Math.max(1e-7, Spikes.whiteSigma(series, points, new float[512]));
    }
    Baseline blocks = baseline.withoutMoments().blocks(block);
    return new ShapeFit(blockHours, blockFlux, blocks.values(), blocks.columns(), pointSigma)
        .fit(prior, search);
  }

  /// The shape at every sample, times the trend over its mean.
  private static double[] curve(
      TransitShape shape,
      ShapeFit.Fitted fitted,
      double[] hours,
      double[] trend,
      Baseline baseline) {
    double[] curve = new double[hours.length];
    for (int k = 0; k < hours.length; k++) {
      double base = 1;
      for (int power = 0; power < trend.length; power++) {
        base += trend[power] * baseline.values()[(power + 1) * hours.length + k];
      }
      curve[k] = base * shape.at(hours[k] - fitted.midTransitHours());
    }
    return curve;
  }
}
