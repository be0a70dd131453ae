package dev.millrace.pipelines.ariel;

import dev.millrace.kernels.stats.Medians;

/// What the calibration files say about the pixels of one detector, made safe: every value usable,
/// every doubt a bit of [Quality].
///
/// Rules, after JWST's `calwebb_detector1` and `flat_field` (stcal): a missing dark counts as 0,
/// missing or zero linear terms as the identity, a flat that is missing, zero or below 0.2 in size
/// as 1. Dead pixels, hot pixels and pixels without a flat are not used. A pixel is hot when the
/// noise it adds to one exposure, `sqrt(dark x exposure + 2 read^2)`, exceeds a multiple of the
/// detector's median: a dark current that can be subtracted makes no pixel bad.
final class PixelModel {
  private static final double LEAST_FLAT = 0.2;
  private static final double LEAST_DARK_SIGMAS = -10;

  private final CalibrationFrames frames;
  private final Reads reads;
  private final int pixels;
  private final double noiseLimit;
  private final double darkFloor;

  /// How one detector is read: `electrons = adu / gain + offset`, twice in each exposure.
  ///
  /// @param gain ADU per electron
  /// @param offset electrons
  /// @param firstSeconds from reset to the first read
  /// @param secondSeconds from reset to the second read
  record Reads(double gain, double offset, double firstSeconds, double secondSeconds) {
    double exposureSeconds() {
      return secondSeconds - firstSeconds;
    }
  }

  /// @param hotFactor multiples of the median noise from which a pixel is hot
  PixelModel(CalibrationFrames frames, Reads reads, double hotFactor) {
    this.frames = frames;
    this.reads = reads;
    this.pixels = frames.dark().length;
    double[] work = new double[pixels];
    int n = 0;
    for (double dark : frames.dark()) {
      if (Double.isFinite(dark)) {
        work[n++] = dark;
      }
    }
    double median = n == 0 ? 0 : Medians.median(work, n);
    this.darkFloor = n == 0 ? 0 : median + LEAST_DARK_SIGMAS * Medians.madSigma(work, n);
    n = 0;
    for (int pixel = 0; pixel < pixels; pixel++) {
      double noise = noise(pixel);
      if (Double.isFinite(noise)) {
        work[n++] = noise;
      }
    }
    this.noiseLimit = n == 0 ? Double.MAX_VALUE : hotFactor * Medians.median(work, n);
  }

  Reads reads() {
    return reads;
  }

  /// The pixel's bits, as far as the calibration tells.
  int quality(int pixel) {
    int word = 0;
    if (frames.dead()[pixel]) {
      word |= Quality.DEAD | Quality.DO_NOT_USE;
    }
    if (!(noise(pixel) <= noiseLimit)) {
      word |= Quality.HOT | Quality.DO_NOT_USE;
    }
    double flat = frames.flat()[pixel];
    if (!(Math.abs(flat) >= LEAST_FLAT) || Double.isInfinite(flat)) {
      word |= Quality.NO_FLAT_FIELD | Quality.DO_NOT_USE;
    }
    if (!darkIsReliable(pixel)) {
      word |= Quality.UNRELIABLE_DARK;
    }
    return isLinearizable(pixel) ? word : word | Quality.NO_LIN_CORR;
  }

  /// e-/s
  double dark(int pixel) {
    return darkIsReliable(pixel) ? frames.dark()[pixel] : 0;
  }

  double flat(int pixel) {
    double flat = frames.flat()[pixel];
    return Math.abs(flat) >= LEAST_FLAT && Double.isFinite(flat) ? flat : 1;
  }

  /// The part of one exposure's variance that does not depend on the light, e-^2 after the flat.
  double constantVariance(int pixel) {
    double noise = noise(pixel);
    double flat = flat(pixel);
    return noise * noise / (flat * flat);
  }

  /// Linear electrons of a read, before dark and flat.
  ///
  /// @param coefficients [power] receives the pixel's polynomial in electrons
  void linearity(int pixel, double[] coefficients) {
    boolean known = isLinearizable(pixel);
    for (int power = 0; power < CalibrationFrames.POWERS; power++) {
      coefficients[power] = known ? frames.linear()[power * pixels + pixel] : power == 1 ? 1 : 0;
    }
  }

  private double noise(int pixel) {
    double read = frames.read()[pixel];
    return Math.sqrt(Math.max(0, dark(pixel)) * reads.exposureSeconds() + 2 * read * read);
  }

  private boolean darkIsReliable(int pixel) {
    double dark = frames.dark()[pixel];
    return Double.isFinite(dark) && dark >= darkFloor;
  }

  private boolean isLinearizable(int pixel) {
    for (int power = 0; power < CalibrationFrames.POWERS; power++) {
      if (!Double.isFinite(frames.linear()[power * pixels + pixel])) {
        return false;
      }
    }
    return frames.linear()[pixels + pixel] != 0;
  }
}
