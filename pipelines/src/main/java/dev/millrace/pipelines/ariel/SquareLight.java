package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.StageContext;
import java.util.Arrays;

/// Collects FGS1: flux and centre of light of the square at every exposure, then both on the AIRS
/// time grid. Twelve FGS1 exposures fall into one AIRS exposure, and their mean is at the same
/// mid-time.
///
/// A pixel that is not usable is put back by its four neighbours, each of which counts more by the
/// ratio of the missing pixel's expected light to theirs; expected light is the product of the
/// star's profiles along row and column.
final class SquareLight {
  static final int EXPOSURES_PER_BIN = 12;

  private final ExtractCurves stage;
  private final Apertures aperture;
  private final Apertures.Square square;
  private final StageContext context;
  private final Hits hits;
  private final Detector detector = Detector.FGS1;
  private final double[] weight;
  private int quality;
  private double photon;
  private double constant;
  private double light;
  private int badPixels;
  private int exposures;
  private int bins;
  private float[] sums = new float[0];
  private int base;
  private float[] moments = new float[0];
  private float[] full = new float[0];

  SquareLight(ExtractCurves stage, Apertures aperture, StageContext context, Hits hits) {
    this.stage = stage;
    this.aperture = aperture;
    this.square = aperture.fgs();
    this.context = context;
    this.hits = hits;
    this.weight = new double[square.size() * square.size()];
  }

  /// @param flux [channel][exposure] receives channel 0, e- of one FGS1 exposure
  void collect(float[] flux, int times) {
    PixelModel model = stage.rules().model(context, aperture.visit(), detector);
    weigh(model);
    try (RawSignal file = stage.rules().open(context, aperture.visit(), detector, wanted())) {
      exposures = file.frames() / 2;
      boolean fits = 3 * exposures <= (Channels.COUNT - 1) * times;
      sums = fits ? flux : context.scratch().floats("square.sums", 3 * exposures);
      base = fits ? times : 0;
      Arrays.fill(sums, base, base + 3 * exposures, 0);
      double sigma = stage.rules().cosmicSigma(detector);
      PixelPass pass = new PixelPass(context, file, model, stage.rules(), sigma);
      for (int row = 0; row < square.size(); row++) {
        for (int column = 0; column < square.size(); column++) {
          add(pass, model, row, column);
        }
      }
      try (StageContext.Step step = context.step("collect")) {
        finish(flux, times);
      }
    }
  }

  int quality() {
    return quality;
  }

  double photonVariance() {
    return photon;
  }

  double constantVariance() {
    return constant;
  }

  int badPixels() {
    return badPixels;
  }

  /// FGS1 exposures of the visit.
  int exposures() {
    return exposures;
  }

  /// Points of the common time grid that FGS1 covers.
  int bins() {
    return bins;
  }

  float[] moments() {
    return moments;
  }

  float[] full() {
    return full;
  }

  private int pixel(int row, int column) {
    return (square.firstRow() + row) * detector.columns() + square.firstColumn() + column;
  }

  private int[] wanted() {
    int size = square.size();
    int[] wanted = new int[size * size];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = pixel(i / size, i % size);
    }
    return wanted;
  }

  /// Sets every pixel's weight: 0 for unusable ones, whose light their neighbours take over.
  private void weigh(PixelModel model) {
    int size = square.size();
    Arrays.fill(weight, 1);
    for (int i = 0; i < weight.length; i++) {
      if (isBad(model, i / size, i % size)) {
        weight[i] = 0;
      }
    }
    for (int i = 0; i < weight.length; i++) {
      if (isBad(model, i / size, i % size)) {
        badPixels++;
        quality |= model.quality(pixel(i / size, i % size)) & ~Quality.DO_NOT_USE;
        quality |= Quality.FLUX_ESTIMATED;
        handOver(model, i / size, i % size);
      }
    }
  }

  private void handOver(PixelModel model, int row, int column) {
    double around = 0;
    for (int side = 0; side < 4; side++) {
      around += expected(model, row + STEP[side], column + STEP[3 - side]);
    }
    double missing = square.rowLight()[row] * square.columnLight()[column];
    for (int side = 0; side < 4; side++) {
      int r = row + STEP[side];
      int c = column + STEP[3 - side];
      if (expected(model, r, c) > 0) {
        weight[r * square.size() + c] += missing / around;
      }
    }
  }

  private static final int[] STEP = {-1, 1, 0, 0};

  /// Expected light of a usable pixel; 0 outside the square.
  private double expected(PixelModel model, int row, int column) {
    int size = square.size();
    boolean inside = row >= 0 && row < size && column >= 0 && column < size;
    return inside && !isBad(model, row, column)
        ? square.rowLight()[row] * square.columnLight()[column]
        : 0;
  }

  private boolean isBad(PixelModel model, int row, int column) {
    return Quality.has(model.quality(pixel(row, column)), Quality.DO_NOT_USE);
  }

  private void add(PixelPass pass, PixelModel model, int row, int column) {
    double w = weight[row * square.size() + column];
    if (w == 0) {
      return;
    }
    int pixel = pixel(row, column);
    float[] z = pass.clean(pixel);
    quality |= pass.quality() & ~Quality.DO_NOT_USE;
    if (!pass.isUsable()) {
      badPixels++;
      return;
    }
    for (int hit = 0; hit < pass.hits(); hit++) {
      hits.add(0, pass.hitExposures()[hit] / EXPOSURES_PER_BIN);
    }
    photon += w * w * Math.max(0, pass.mean()) / model.flat(pixel);
    constant += w * w * model.constantVariance(pixel);
    light += w * pass.mean();
    float middle = 0.5f * (square.size() - 1);
    accumulate(z, (float) w, column - middle, row - middle, sums, base, exposures);
  }

  /// Adds a pixel to the flux and to its first moments.
  ///
  /// @param sums [flux, x moment, y moment][exposure] from `base`
  static void accumulate(
      float[] z, float w, float dx, float dy, float[] sums, int base, int exposures) {
    int x = base + exposures;
    int y = x + exposures;
    for (int k = 0; k < exposures; k++) {
      float value = w * z[k];
      sums[base + k] += value;
      sums[x + k] += dx * value;
      sums[y + k] += dy * value;
    }
  }

  private void finish(float[] flux, int times) {
    photon /= light > 0 ? light : 1;
    if (stage.fgsMode() == FgsMode.FULL) {
      full = Arrays.copyOfRange(sums, base, base + exposures);
    }
    boolean mean = stage.fgsMode() != FgsMode.DECIMATE;
    int span = mean ? EXPOSURES_PER_BIN : 1;
    constant /= span;
    photon /= span;
    bins = Math.min(times, exposures / EXPOSURES_PER_BIN);
    for (int bin = 0; bin < times; bin++) {
      float total = 0;
      for (int k = bin * EXPOSURES_PER_BIN; bin < bins && k < bin * EXPOSURES_PER_BIN + span; k++) {
        total += sums[base + k];
      }
      flux[bin] = bin < bins ? total / span : Float.NaN;
    }
    moments = context.scratch().floats("square.moments", RawCurves.MOMENTS * times);
    Arrays.fill(moments, 0, RawCurves.MOMENTS * times, 0);
    centre(base + exposures);
    centre(base + 2 * exposures);
    average(times);
  }

  /// The moments of the twelve exposures of a bin, averaged.
  private void average(int times) {
    float share = 1f / EXPOSURES_PER_BIN;
    int at = base + exposures;
    for (int k = 0; k < bins * EXPOSURES_PER_BIN; k++) {
      int bin = k / EXPOSURES_PER_BIN;
      float x = sums[at + k];
      float y = sums[at + exposures + k];
      moments[bin] += share * x;
      moments[times + bin] += share * y;
      moments[2 * times + bin] += share * (x * x);
      moments[3 * times + bin] += share * (x * y);
      moments[4 * times + bin] += share * (y * y);
    }
  }

  /// Turns first moments into positions about their mean.
  private void centre(int moment) {
    double mean = 0;
    for (int k = 0; k < exposures; k++) {
      float light = sums[base + k];
      sums[moment + k] = light > 0 ? sums[moment + k] / light : 0;
      mean += sums[moment + k] / exposures;
    }
    for (int k = 0; k < exposures; k++) {
      sums[moment + k] -= (float) mean;
    }
  }
}
