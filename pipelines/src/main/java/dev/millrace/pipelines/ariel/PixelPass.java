package dev.millrace.pipelines.ariel;

import dev.millrace.engine.memory.Scratch;
import dev.millrace.engine.model.StageContext;
import dev.millrace.kernels.stats.Spikes;

/// Takes pixels one by one from file to clean calibrated exposures; the steps `decode`, `calibrate`
/// and `cosmics` of a fused stage. Buffers are scratch and belong to the last pixel.
///
/// **Cosmic rays.** The scatter of a series is the greater of the photon and read-noise model and
/// of the series' own median absolute deviation: pointing jitter moves light between pixels, and a
/// model without it would flag 3 % of the samples of a clean planet.
final class PixelPass {
  private static final int HALF_WINDOW = 7;
  private static final double MOST_DAMAGED = 0.2;

  private final StageContext context;
  private final RawSignal file;
  private final PixelModel model;
  private final PixelRules rules;
  private final double cosmicSigma;
  private final RawSeries raw;
  private final PixelSeries series;
  private final int exposures;
  private final float[] work;
  private final int[] spikes;
  private int quality;
  private int hits;
  private double mean;

  /// @param cosmicSigma deviation that makes an exposure a cosmic ray; 0 looks for none
  PixelPass(
      StageContext context,
      RawSignal file,
      PixelModel model,
      PixelRules rules,
      double cosmicSigma) {
    this.context = context;
    this.file = file;
    this.model = model;
    this.rules = rules;
    this.cosmicSigma = cosmicSigma;
    Scratch scratch = context.scratch();
    this.raw = new RawSeries(scratch, file.frames());
    this.series = new PixelSeries(scratch, raw);
    this.exposures = file.frames() / 2;
    this.work = scratch.floats("pass.work", 512);
    this.spikes = scratch.ints("pass.spikes", 1024);
  }

  int exposures() {
    return exposures;
  }

  /// The clean exposures of a pixel, whether it is to be used or not.
  ///
  /// @return [exposure] e-; scratch
  float[] clean(int pixel) {
    float[] z = calibrated(pixel);
    if (cosmicSigma > 0) {
      try (StageContext.Step step = context.step("cosmics")) {
        removeCosmics(pixel, z);
      }
    }
    return z;
  }

  /// The calibrated exposures of a pixel with the cosmic rays still in.
  ///
  /// @return [exposure] e-; scratch
  float[] calibrated(int pixel) {
    try (StageContext.Step step = context.step("decode")) {
      file.read(pixel, raw);
    }
    float[] z;
    quality = model.quality(pixel);
    hits = 0;
    try (StageContext.Step step = context.step("calibrate")) {
      z = series.calibrate(model, pixel, rules.saturationAdu());
      quality |= series.damage();
      if (series.damage() != 0) {
        mend(z);
      }
      mean = sum(z, exposures) / exposures;
    }
    return z;
  }

  /// [Quality] bits of the pixel cleaned last.
  int quality() {
    return quality;
  }

  boolean isUsable() {
    return !Quality.has(quality, Quality.DO_NOT_USE);
  }

  /// Cosmic rays taken out of the pixel cleaned last.
  int hits() {
    return hits;
  }

  /// The exposures hit, ascending, the first [#hits()] of them.
  int[] hitExposures() {
    return spikes;
  }

  /// Mean of the exposures, e-.
  double mean() {
    return mean;
  }

  double oddEvenRatio(int pixel) {
    return series.oddEvenRatio(model, pixel);
  }

  static double sum(float[] z, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k + 3 < length; k += 4) {
      s0 += z[k];
      s1 += z[k + 1];
      s2 += z[k + 2];
      s3 += z[k + 3];
    }
    for (; k < length; k++) {
      s0 += z[k];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private void removeCosmics(int pixel, float[] z) {
    double light = Math.max(0, mean) / model.flat(pixel);
    double modelled = Math.sqrt(Math.max(0, light) + model.constantVariance(pixel));
    double sigma = Math.max(modelled, Spikes.whiteSigma(z, exposures, work));
    float limit = (float) (cosmicSigma * sigma);
    hits = Spikes.replace(z, exposures, limit, HALF_WINDOW, work, spikes);
    if (hits > 0) {
      quality |= Quality.JUMP_DET;
    }
  }

  /// Puts the nearest sound exposures in the place of damaged ones, or gives the pixel up.
  private void mend(float[] z) {
    int damaged = 0;
    for (int k = 0; k < exposures; k++) {
      damaged += Float.isNaN(z[k]) ? 1 : 0;
    }
    if (damaged > MOST_DAMAGED * exposures) {
      quality |= Quality.DO_NOT_USE;
      java.util.Arrays.fill(z, 0, exposures, 0);
      return;
    }
    for (int k = 0; k < exposures; k++) {
      if (Float.isNaN(z[k])) {
        z[k] = nearestSound(z, k);
      }
    }
  }

  /// The mean of the sound exposures before (already mended) and after, or the only one.
  private float nearestSound(float[] z, int k) {
    int after = k + 1;
    while (after < exposures && Float.isNaN(z[after])) {
      after++;
    }
    float later = after < exposures ? z[after] : z[k - 1];
    return k == 0 ? later : 0.5f * (z[k - 1] + later);
  }
}
