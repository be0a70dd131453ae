package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.StageContext;
import java.util.Arrays;

/// Collects the AIRS channels: row by row in file order, every pixel into the sum of its channel.
///
/// With `p(row, t)` the share of the channel's light that falls on a row and weights `w(row)`, the
/// flux is `sum w z / sum w p` over the usable rows. The plain sum has `w = 1`, and where all rows
/// are usable its denominator is 1. A row that is missing is thereby put back from the profile,
/// which follows the pointing: `p` is the static profile of the channel, interpolated between the
/// nodes, times the relative change of the row's share of the white light. The optimal sum (Horne
/// 1986) has `w = p / variance`.
///
/// Variance of a pixel's exposure (e-^2, after the flat): `z / flat + (dark x exposure + 2 read^2)
/// / flat^2`.
final class RowLight {
  /// A channel whose usable rows hold less of the light is lost.
  private static final double LEAST_SHARE = 0.2;

  private final ExtractCurves stage;
  private final Apertures aperture;
  private final Apertures.Rows rows;
  private final StageContext context;
  private final Hits hits;
  private final Detector detector = Detector.AIRS_CH0;
  private final int times;
  private final double[] profile;
  private final double[] weight;
  private final boolean[] usable;
  private final int[] quality = new int[Channels.COUNT];
  private final double[] photon = new double[Channels.COUNT];
  private final double[] constant = new double[Channels.COUNT];
  private final double[] light = new double[Channels.COUNT];
  private int badPixels;

  RowLight(ExtractCurves stage, Apertures aperture, StageContext context, Hits hits) {
    this.stage = stage;
    this.aperture = aperture;
    this.rows = aperture.airs();
    this.context = context;
    this.hits = hits;
    this.times = rows.exposures();
    this.profile = new double[Channels.COUNT * rows.count()];
    this.weight = new double[Channels.COUNT * rows.count()];
    this.usable = new boolean[Channels.COUNT * rows.count()];
  }

  /// @param flux [channel][exposure] receives channels 1 to 282, e-
  void collect(float[] flux) {
    PixelModel model = stage.rules().model(context, aperture.visit(), detector);
    prepare(model);
    Arrays.fill(flux, times, Channels.COUNT * times, 0);
    try (RawSignal file = stage.rules().open(context, aperture.visit(), detector, wanted())) {
      double sigma = stage.rules().cosmicSigma(detector);
      PixelPass pass = new PixelPass(context, file, model, stage.rules(), sigma);
      for (int row = 0; row < rows.count(); row++) {
        for (int column = Channels.FIRST_COLUMN; column <= Channels.LAST_COLUMN; column++) {
          add(pass, model, row, column, flux);
        }
      }
    }
    try (StageContext.Step step = context.step("collect")) {
      float[] seen = context.scratch().floats("rows.seen", times);
      double[] change = relativeShares();
      for (int channel = 1; channel < Channels.COUNT; channel++) {
        finish(channel, flux, change, seen);
      }
    }
  }

  int[] quality() {
    return quality;
  }

  double[] photonVariance() {
    return photon;
  }

  double[] constantVariance() {
    return constant;
  }

  int badPixels() {
    return badPixels;
  }

  /// Profiles and weights from the nodes, before any pixel is read.
  private void prepare(PixelModel model) {
    double[] rowLight = new double[rows.count()];
    for (int channel = 1; channel < Channels.COUNT; channel++) {
      int column = Channels.column(channel);
      rows.profileAt(column, rowLight);
      double total = 0;
      for (double one : rowLight) {
        total += Math.max(0, one);
      }
      for (int row = 0; row < rows.count(); row++) {
        int at = channel * rows.count() + row;
        int pixel = (rows.first() + row) * detector.columns() + column;
        double one = Math.max(0, rowLight[row]);
        profile[at] = total > 0 ? one / total : 0;
        double variance = one / model.flat(pixel) + model.constantVariance(pixel);
        weight[at] = stage.rule() == ApertureRule.OPTIMAL ? profile[at] * total / variance : 1;
      }
    }
  }

  private int[] wanted() {
    int[] wanted = new int[rows.count() * Channels.AIRS];
    for (int row = 0; row < rows.count(); row++) {
      for (int i = 0; i < Channels.AIRS; i++) {
        wanted[row * Channels.AIRS + i] =
            (rows.first() + row) * detector.columns() + Channels.FIRST_COLUMN + i;
      }
    }
    return wanted;
  }

  private void add(PixelPass pass, PixelModel model, int row, int column, float[] flux) {
    int channel = Channels.ofColumn(column);
    int at = channel * rows.count() + row;
    int pixel = (rows.first() + row) * detector.columns() + column;
    if (Quality.has(model.quality(pixel), Quality.DO_NOT_USE)) {
      quality[channel] |= model.quality(pixel) & ~Quality.DO_NOT_USE;
      badPixels++;
      return;
    }
    float[] z = pass.clean(pixel);
    quality[channel] |= pass.quality() & ~Quality.DO_NOT_USE;
    if (!pass.isUsable()) {
      badPixels++;
      return;
    }
    usable[at] = true;
    for (int hit = 0; hit < pass.hits(); hit++) {
      hits.add(channel, pass.hitExposures()[hit]);
    }
    double w = weight[at];
    photon[channel] += w * w * Math.max(0, pass.mean()) / model.flat(pixel);
    constant[channel] += w * w * model.constantVariance(pixel);
    light[channel] += w * pass.mean();
    accumulate(z, (float) w, flux, channel * times, times);
  }

  static void accumulate(float[] z, float weight, float[] sum, int from, int length) {
    for (int k = 0; k < length; k++) {
      sum[from + k] += weight * z[k];
    }
  }

  /// Each row's share of the white light over its mean.
  ///
  /// @return [row] mean share
  private double[] relativeShares() {
    double[] means = new double[rows.count()];
    for (int row = 0; row < rows.count(); row++) {
      double sum = 0;
      for (int k = 0; k < times; k++) {
        sum += rows.shares()[row * times + k];
      }
      means[row] = sum / times;
    }
    return means;
  }

  /// Divides a channel by the part of the light that its usable rows see.
  private void finish(int channel, float[] flux, double[] meanShares, float[] seen) {
    boolean whole = stage.rule() != ApertureRule.OPTIMAL;
    double mean = 0;
    double share = 0;
    Arrays.fill(seen, 0, times, 0);
    for (int row = 0; row < rows.count(); row++) {
      int at = channel * rows.count() + row;
      whole &= usable[at];
      if (usable[at]) {
        share += profile[at];
        mean += weight[at] * profile[at];
        float factor = (float) (weight[at] * profile[at] / meanShares[row]);
        accumulate(rows.shares(), row * times, factor, seen, times);
      }
    }
    if (whole) {
      photon[channel] /= light[channel] > 0 ? light[channel] : 1;
      return;
    }
    if (!(share >= LEAST_SHARE) || !(mean > 0)) {
      quality[channel] |= Quality.DO_NOT_USE;
      Arrays.fill(flux, channel * times, (channel + 1) * times, Float.NaN);
      return;
    }
    if (share < 1 - 1e-9) {
      quality[channel] |= Quality.FLUX_ESTIMATED;
    }
    for (int k = 0; k < times; k++) {
      flux[channel * times + k] /= seen[k];
    }
    photon[channel] /= light[channel] > 0 ? light[channel] * mean : 1;
    constant[channel] /= mean * mean;
  }

  private static void accumulate(float[] shares, int from, float factor, float[] sum, int length) {
    for (int k = 0; k < length; k++) {
      sum[k] += factor * shares[from + k];
    }
  }
}
