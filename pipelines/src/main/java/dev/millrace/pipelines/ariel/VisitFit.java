package dev.millrace.pipelines.ariel;

import dev.millrace.kernels.stats.Medians;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fits of one visit: the AIRS white light gives time and shape of the transit, FGS1 its own
/// shape with that time as prior, and every channel its depth.
///
/// Limb darkening has broad priors typical of Sun-like stars (Claret & Bloemen 2011): in the
/// infrared u1 = 0.12, u2 = 0.10, at 0.6 to 0.8 um u1 = 0.38, u2 = 0.22, each +- 0.15. The orbit
/// comes from the star table; without an entry it is fitted under a broad prior. Across AIRS the
/// fitted u1 and u2 fall with wavelength as its power -0.8 and -0.55, in eight bands, which is what
/// the same tables show.
final class VisitFit {
  private static final double[] LIMB_AIRS = {0.12, 0.10};
  private static final double[] LIMB_FGS = {0.38, 0.22};
  private static final double LIMB_WIDTH = 0.15;
  private static final double FREE_HOURS = 100;
  private static final int LEAST_EXPOSURES = 128;
  private static final int BANDS = 8;
  private static final double U1_POWER = -0.8;
  private static final double U2_POWER = -0.55;
  private static final TransitShape.Orbit UNKNOWN = new TransitShape.Orbit(96, 10, 0.3);

  private final FitDepth stage;
  private final RawCurves raw;
  private final double[] micrometres;
  private final int times;
  private final Optional<TransitShape.Orbit> orbit;
  private final double[] depth = new double[Channels.COUNT];
  private final double[] depthError = new double[Channels.COUNT];
  private final double[] level = new double[Channels.COUNT];
  private final double[] scatter = new double[Channels.COUNT];
  private final double[] slowNoise = new double[Channels.COUNT];
  private final double[][] pointing = new double[Channels.COUNT][0];
  private final int[] quality;
  private double plainScatter = Double.NaN;
  private @Nullable WhiteLight airs;
  private @Nullable WhiteLight fgs;
  private final Baseline airsBaseline;
  private final Baseline fgsBaseline;

  /// @param micrometres [channel] wavelengths
  VisitFit(
      FitDepth stage, RawCurves raw, Optional<TransitShape.Orbit> orbit, double[] micrometres) {
    this.stage = stage;
    this.micrometres = micrometres;
    this.raw = raw;
    this.times = raw.exposures();
    this.orbit = orbit;
    this.quality = raw.quality().clone();
    int moments = stage.jitter() == JitterMode.OFF ? 0 : RawCurves.MOMENTS;
    int bins = raw.fgsBins();
    int order = stage.baselineOrder();
    this.airsBaseline =
        Baseline.of(times, order, raw.moments(), times, bins == times ? moments : 0);
    this.fgsBaseline =
        bins == times ? airsBaseline : Baseline.of(bins, order, raw.moments(), times, moments);
    Arrays.fill(depth, Double.NaN);
    Arrays.fill(depthError, Double.NaN);
    Arrays.fill(scatter, Double.NaN);
    Arrays.fill(slowNoise, Double.NaN);
    for (int channel = 0; channel < Channels.COUNT; channel++) {
      level[channel] = mean(channel);
    }
  }

  void run() {
    double[] flux = new double[times];
    for (int channel = 1; channel < Channels.COUNT; channel++) {
      if (isUsable(channel)) {
        for (int k = 0; k < times; k++) {
          flux[k] += raw.flux()[channel * times + k];
        }
      }
    }
    if (times < LEAST_EXPOSURES) {
      describe(flux);
      return;
    }
    WhiteLight light =
        WhiteLight.of(hours(times), flux, airsBaseline, stage.jitter(), prior(LIMB_AIRS, null));
    airs = light;
    runFgs(light);
    if (light.isTransit()) {
      for (int band = 0; band < BANDS; band++) {
        int first = 1 + Channels.AIRS * band / BANDS;
        int end = 1 + Channels.AIRS * (band + 1) / BANDS;
        double ratio = micrometres[(first + end) / 2] / whiteMicrometres();
        double u1Factor = StrictMath.pow(ratio, U1_POWER);
        double u2Factor = StrictMath.pow(ratio, U2_POWER);
        ChannelFit channels =
            light.channels(hours(times), airsBaseline, stage.jitter(), u1Factor, u2Factor);
        for (int channel = first; channel < end; channel++) {
          measure(channel, times, channels, flux);
        }
      }
      widen(1, light.fitted().shapeError());
    }
  }

  /// The mean wavelength of the AIRS white light.
  private double whiteMicrometres() {
    double light = 0;
    double sum = 0;
    for (int channel = 1; channel < Channels.COUNT; channel++) {
      if (isUsable(channel)) {
        light += level[channel];
        sum += level[channel] * micrometres[channel];
      }
    }
    return sum / light;
  }

  /// The plain scatter of a visit too short for a transit.
  private void describe(double[] white) {
    plainScatter = relativeDeviation(white, times);
    double[] flux = new double[times];
    for (int channel = 0; channel < Channels.COUNT; channel++) {
      int samples = channel == 0 ? raw.fgsBins() : times;
      for (int k = 0; k < samples; k++) {
        flux[k] = raw.flux()[channel * times + k];
      }
      scatter[channel] = isUsable(channel) ? relativeDeviation(flux, samples) : Double.NaN;
    }
  }

  private static double relativeDeviation(double[] values, int length) {
    double mean = 0;
    double square = 0;
    for (int k = 0; k < length; k++) {
      mean += values[k] / length;
    }
    for (int k = 0; k < length; k++) {
      square += (values[k] - mean) * (values[k] - mean);
    }
    return length < 2 ? Double.NaN : Math.sqrt(square / (length - 1)) / mean;
  }

  private void runFgs(WhiteLight light) {
    int bins = raw.fgsBins();
    if (bins < LEAST_EXPOSURES || !isUsable(0)) {
      return;
    }
    double[] flux = new double[bins];
    for (int k = 0; k < bins; k++) {
      flux[k] = raw.flux()[k];
    }
    ShapeFit.Fitted known = light.isTransit() ? light.fitted() : null;
    WhiteLight own =
        WhiteLight.of(hours(bins), flux, fgsBaseline, stage.jitter(), prior(LIMB_FGS, known));
    fgs = own;
    if (own.isTransit()) {
      measure(0, bins, own.channels(hours(bins), fgsBaseline, stage.jitter(), 1, 1), flux);
      widen(0, own.fitted().shapeError());
    }
  }

  private void measure(int channel, int samples, ChannelFit channels, double[] work) {
    if (!isUsable(channel) || !channels.isPossible()) {
      return;
    }
    double scale = 1 / level[channel];
    for (int k = 0; k < samples; k++) {
      work[k] = raw.flux()[channel * times + k] * scale;
    }
    ChannelFit.Measured measured = channels.measure(work);
    depth[channel] = measured.depth();
    depthError[channel] = measured.whiteError();
    slowNoise[channel] = measured.slowNoise();
    scatter[channel] = measured.scatter();
    pointing[channel] = measured.pointing();
    level[channel] *= measured.level();
  }

  /// Adds slow noise and the uncertainty of the shape to the errors of FGS1 (0) or AIRS (1).
  private void widen(int first, double shapeError) {
    int end = first == 0 ? 1 : Channels.COUNT;
    double typical = median(slowNoise, first, end);
    for (int channel = first; channel < end; channel++) {
      double slow = Math.max(1, 0.5 * (slowNoise[channel] + typical));
      double common = shapeError * depth[channel];
      double white = depthError[channel];
      depthError[channel] = Math.sqrt(white * white * slow + common * common);
    }
  }

  private ShapeFit.Prior prior(double[] limb, ShapeFit.@Nullable Fitted known) {
    TransitShape.Orbit path = orbit.orElse(UNKNOWN);
    double free = orbit.isPresent() ? 0 : 0.5;
    double middle = 0.5 * (hours(times)[0] + hours(times)[times - 1]);
    double[] mean = {middle, 0, path.impact(), limb[0], limb[1]};
    double[] width = {FREE_HOURS, free, free, LIMB_WIDTH, LIMB_WIDTH};
    if (known != null) {
      System.arraycopy(known.values(), 0, mean, 0, 3);
      for (int unknown = 0; unknown < 3; unknown++) {
        width[unknown] = Math.sqrt(known.covariance()[unknown * (ShapeFit.UNKNOWNS + 1)]);
      }
    }
    return new ShapeFit.Prior(path, mean, width);
  }

  /// The final light curve of a channel, e- or relative to the out-of-transit level.
  void curve(int channel, float[] flux) {
    double[] terms = pointing[channel];
    Baseline columns = channel == 0 ? fgsBaseline : airsBaseline;
    int moments = columns.polynomial() * columns.samples();
    double unit = unit(channel);
    for (int k = 0; k < times; k++) {
      double moved = 1;
      for (int moment = 0; moment < terms.length && k < columns.samples(); moment++) {
        moved += terms[moment] * columns.values()[moments + moment * columns.samples() + k];
      }
      flux[k] = (float) (raw.flux()[channel * times + k] / moved * unit);
    }
  }

  private double unit(int channel) {
    return stage.normalize() && level[channel] > 0 ? 1 / level[channel] : 1;
  }

  VisitReport report() {
    double[] photon = raw.photonVariance().clone();
    double[] constant = raw.constantVariance().clone();
    for (int channel = 0; channel < Channels.COUNT; channel++) {
      photon[channel] *= unit(channel);
      constant[channel] *= unit(channel) * unit(channel);
    }
    return new VisitSummary(
            raw, airs, fgs, depth, depthError, level, plainScatter, scatter, slowNoise, pointing)
        .report(quality, photon, constant);
  }

  private boolean isUsable(int channel) {
    return !Quality.has(quality[channel], Quality.DO_NOT_USE) && level[channel] > 0;
  }

  private double mean(int channel) {
    int samples = channel == 0 ? raw.fgsBins() : times;
    double sum = 0;
    for (int k = 0; k < samples; k++) {
      sum += raw.flux()[channel * times + k];
    }
    return samples == 0 ? Double.NaN : sum / samples;
  }

  private static double[] hours(int samples) {
    double[] hours = new double[samples];
    for (int k = 0; k < samples; k++) {
      hours[k] = Exposures.middleSeconds(k) / 3600;
    }
    return hours;
  }

  /// The median of the finite values; NaN when there is none.
  static double median(double[] values, int from, int end) {
    double[] finite = new double[end - from];
    int n = 0;
    for (int i = from; i < end; i++) {
      if (Double.isFinite(values[i])) {
        finite[n++] = values[i];
      }
    }
    return n == 0 ? Double.NaN : Medians.median(finite, n);
  }
}
