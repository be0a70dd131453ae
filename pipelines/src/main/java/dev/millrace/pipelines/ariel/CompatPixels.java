package dev.millrace.pipelines.ariel;

import dev.millrace.engine.memory.Scratch;

/// One detector's pixels as the reference program corrects them, step for step in float64:
///
/// | step | of a read q at time dt since the reset |
/// |---|---|
/// | ADC | `x = q / gain; x = x + offset` |
/// | linearity | `y = c5; y = y * x + c4; ... y = y * x + c0` |
/// | dark | `y = y - dark * dt` |
/// | pairs | `z = y(second read) - y(first read)` |
/// | flat | `z / flat` |
///
/// No step is fused or reordered. Masked pixels (dead, hot, or not finite after the flat field)
/// count as absent. Everything before the difference depends on reading and read time alone, so
/// [#exposures] works it out once for each distinct reading of a pixel; [#plainExposures] does it
/// read by read and is the oracle. Holds scratch; one thread.
final class CompatPixels {
  private static final int LIGHT_STRIDE = 8;

  private final CompatSteps steps;
  private final CalibrationFrames frames;
  private final FrameChoice choice;
  private final double[] seconds;
  private final boolean twoTimes;
  private final boolean[] masked;
  private final Scratch scratch;
  private double c0;
  private double c1;
  private double c2;
  private double c3;
  private double c4;
  private double c5;
  private boolean hasDark;
  private double dark;
  private double firstLight;
  private double secondLight;

  /// @param seconds [used frame] time since the reset
  CompatPixels(
      CompatSteps steps,
      CalibrationFrames frames,
      boolean[] masked,
      FrameChoice choice,
      double[] seconds,
      Scratch scratch) {
    this.steps = steps;
    this.frames = frames;
    this.masked = masked;
    this.choice = choice;
    this.seconds = seconds;
    this.scratch = scratch;
    this.twoTimes = alternates(seconds);
  }

  /// Exposures of a series.
  int exposures() {
    return steps.exposures(choice.count());
  }

  /// Corrects a series.
  ///
  /// @param z [exposure] receives e-; undefined when the pixel is masked
  /// @return whether the pixel counts: false when it is masked
  boolean exposures(RawSeries series, int pixel, double[] z) {
    if (masked[pixel]) {
      return false;
    }
    if (!series.hasTable() || !twoTimes) {
      return plainExposures(series, pixel, z);
    }
    take(pixel);
    double[] first = scratch.doubles("compat.first", series.entries());
    double[] second = scratch.doubles("compat.second", series.entries());
    fillTables(series, first, second);
    if (steps.pairs()) {
      lookUpPairs(series.codes(), first, second, z);
    } else {
      lookUpReads(series.codes(), first, second, z);
    }
    measureLight(series.codes(), first, second);
    return flatten(pixel, z);
  }

  /// Corrects a series read by read: the same numbers as [#exposures].
  boolean plainExposures(RawSeries series, int pixel, double[] z) {
    if (masked[pixel]) {
      return false;
    }
    take(pixel);
    firstLight = 0;
    secondLight = 0;
    int count = choice.count();
    if (!steps.pairs()) {
      for (int i = 0; i < count; i++) {
        z[i] = read(series.adu(choice.frame(i)), seconds[i]);
      }
      return flatten(pixel, z);
    }
    plainPairs(series, z);
    return flatten(pixel, z);
  }

  private void plainPairs(RawSeries series, double[] z) {
    int count = choice.count();
    for (int k = 0; k < count / 2; k++) {
      double late = read(series.adu(choice.frame(2 * k + 1)), seconds[2 * k + 1]);
      double early = read(series.adu(choice.frame(2 * k)), seconds[2 * k]);
      z[k] = late - early;
      if (k % LIGHT_STRIDE == 0) {
        firstLight += early;
        secondLight += late;
      }
    }
  }

  /// The first exposure of a series from its first reads; 0 when the pixel is masked.
  ///
  /// @param adu [offset + frame] uint16, ADU: one read, or two where exposures are pairs
  double firstExposure(int pixel, short[] adu, int offset) {
    if (masked[pixel]) {
      return 0;
    }
    take(pixel);
    double z = read(adu[offset] & 0xffff, seconds[0]);
    if (steps.pairs()) {
      z = read(adu[offset + 1] & 0xffff, seconds[1]) - z;
    }
    if (!steps.flat()) {
      return z;
    }
    double value = z / frames.flat()[pixel];
    return Double.isFinite(value) ? value : 0;
  }

  /// Sum of the corrected first reads of every eighth pair of the series corrected last, e-.
  double firstLight() {
    return firstLight;
  }

  /// Sum of the second reads of the same pairs, e-.
  double secondLight() {
    return secondLight;
  }

  private void take(int pixel) {
    int pixels = frames.detector().pixels();
    double[] linear = frames.linear();
    c0 = linear[pixel];
    c1 = linear[pixels + pixel];
    c2 = linear[2 * pixels + pixel];
    c3 = linear[3 * pixels + pixel];
    c4 = linear[4 * pixels + pixel];
    c5 = linear[5 * pixels + pixel];
    dark = frames.dark()[pixel];
    hasDark = steps.dark() && !frames.dead()[pixel];
  }

  /// A read of the pixel taken last, corrected as far as before the difference.
  private double read(int adu, double readSeconds) {
    double y = adu;
    if (steps.adc()) {
      y = y / steps.gain();
      y = y + steps.offset();
    }
    if (steps.linearity()) {
      y = linear(y);
    }
    if (hasDark) {
      y = y - dark * readSeconds;
    }
    return y;
  }

  private double linear(double x) {
    double y = c5;
    y = y * x + c4;
    y = y * x + c3;
    y = y * x + c2;
    y = y * x + c1;
    return y * x + c0;
  }

  /// Works out first and second reads for every entry, one step after the other so that each is a
  /// loop that the compiler can vectorise.
  private void fillTables(RawSeries series, double[] first, double[] second) {
    int entries = series.entries();
    short[] readings = series.readings();
    for (int i = 0; i < entries; i++) {
      first[i] = readings[i] & 0xffff;
    }
    if (steps.adc()) {
      double gain = steps.gain();
      double offset = steps.offset();
      for (int i = 0; i < entries; i++) {
        first[i] = first[i] / gain + offset;
      }
    }
    if (steps.linearity()) {
      for (int i = 0; i < entries; i++) {
        first[i] = linear(first[i]);
      }
    }
    if (!hasDark) {
      System.arraycopy(first, 0, second, 0, entries);
      return;
    }
    double firstDark = dark * seconds[0];
    double secondDark = choice.count() > 1 ? dark * seconds[1] : 0;
    for (int i = 0; i < entries; i++) {
      double y = first[i];
      first[i] = y - firstDark;
      second[i] = y - secondDark;
    }
  }

  private void lookUpPairs(short[] codes, double[] first, double[] second, double[] z) {
    int exposures = choice.count() / 2;
    int stride = choice.decimated() ? choice.frame(2) : 2;
    for (int k = 0, frame = 0; k < exposures; k++, frame += stride) {
      z[k] = second[codes[frame + 1] & 0xffff] - first[codes[frame] & 0xffff];
    }
  }

  private void lookUpReads(short[] codes, double[] first, double[] second, double[] z) {
    int count = choice.count();
    for (int i = 0; i < count; i++) {
      int code = codes[choice.frame(i)] & 0xffff;
      z[i] = (i & 1) == 0 ? first[code] : second[code];
    }
  }

  private void measureLight(short[] codes, double[] first, double[] second) {
    firstLight = 0;
    secondLight = 0;
    int exposures = choice.count() / 2;
    for (int k = 0; steps.pairs() && k < exposures; k += LIGHT_STRIDE) {
      firstLight += first[codes[choice.frame(2 * k)] & 0xffff];
      secondLight += second[codes[choice.frame(2 * k + 1)] & 0xffff];
    }
  }

  /// Divides by the flat field.
  ///
  /// @return false when that masks the pixel
  private boolean flatten(int pixel, double[] z) {
    if (!steps.flat()) {
      return true;
    }
    double flat = frames.flat()[pixel];
    int exposures = exposures();
    double worst = 0;
    for (int k = 0; k < exposures; k++) {
      double value = z[k] / flat;
      z[k] = value;
      worst = Math.max(worst, Math.abs(value));
    }
    return worst <= Double.MAX_VALUE;
  }

  private static boolean alternates(double[] seconds) {
    for (int i = 2; i < seconds.length; i++) {
      if (seconds[i] != seconds[i - 2]) {
        return false;
      }
    }
    return true;
  }
}
