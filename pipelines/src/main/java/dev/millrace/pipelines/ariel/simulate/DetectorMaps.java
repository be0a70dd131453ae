package dev.millrace.pipelines.ariel.simulate;

import java.util.Set;

/// The calibration of one detector: what its pixels really do, and what the calibration files say.
/// The two differ only where a fault was put in. Both visits of a planet have the same maps.
///
/// Distributions follow the public sample: a normal core with a tail of hot pixels that leak into
/// their neighbours (dark), a narrow normal (flat), a skew core with one noisy pixel in a hundred
/// (read), polynomials that bend upwards by 2 % at 50,000 electrons (linearity), a few dead pixels,
/// of which half do not see light.
///
/// @param dark `[pixel]`, electrons a second
/// @param dead `[pixel]`
/// @param flat `[pixel]`, 1 is an average pixel
/// @param read `[pixel]`, electrons rms
/// @param linearity `[power][pixel]`, ascending powers
record DetectorMaps(
    Instrument instrument,
    double[] dark,
    boolean[] dead,
    double[] flat,
    double[] read,
    double[] linearity) {
  private static final double[] AIRS_POWERS = {0.14, 0.9999, -5.7e-9, 1.18e-11, -6.0e-17, 1.3e-22};
  private static final double[] FGS_POWERS = {0.14, 0.9999, 5.7e-9, 8.4e-12, -3.6e-17, 6.6e-23};
  private static final double[] POWER_SIGMAS = {0.12, 0.005, 6e-8, 1.3e-12, 9e-18, 1.8e-23};
  private static final double DARK_SIGMA = 0.00145;
  private static final double FLAT_SIGMA = 0.0122;
  private static final double LEAK = 0.006;
  private static final double LEAKING_DARK = 0.5;

  static DetectorMaps draw(ArielSimulation simulation, int planet, Instrument instrument) {
    boolean airs = instrument == Instrument.AIRS;
    int pixels = instrument.pixels();
    double[] dark = new double[pixels];
    boolean[] hot = new boolean[pixels];
    drawDark(stream(simulation, planet, instrument, Draw.DARK), instrument, dark, hot);
    boolean[] dead = new boolean[pixels];
    RandomStream deaths = stream(simulation, planet, instrument, Draw.DEAD);
    for (int pixel = 0; pixel < pixels; pixel++) {
      dead[pixel] = deaths.uniform() < (airs ? 0.00105 : 0.003) && !hot[pixel];
    }
    double[] flat = new double[pixels];
    RandomStream flats = stream(simulation, planet, instrument, Draw.FLAT);
    for (int pixel = 0; pixel < pixels; pixel++) {
      double normal = flats.gaussian(airs ? 1.0141 : 1.0079, FLAT_SIGMA);
      double blind = flats.gaussian(0, 0.02);
      flat[pixel] = dead[pixel] && flats.uniform() < 0.5 ? blind : normal;
    }
    double[] read = new double[pixels];
    RandomStream reads = stream(simulation, planet, instrument, Draw.READ);
    for (int pixel = 0; pixel < pixels; pixel++) {
      double skew = StrictMath.exp(reads.gaussian(airs ? 0.03 : 0.25, 0.5));
      double noisy = reads.uniform() < 0.01 ? reads.logUniform(2.3, 11) : 1;
      read[pixel] = (12 + skew) * noisy;
    }
    double[] linearity = new double[PixelModel.TERMS * pixels];
    drawLinearity(stream(simulation, planet, instrument, Draw.LINEARITY), airs, dead, linearity);
    return new DetectorMaps(instrument, dark, dead, flat, read, linearity);
  }

  /// What the files of a visit with these faults say; pixels keep doing what these maps say.
  DetectorMaps withFaults(Set<ArielFault> faults) {
    double[] writtenDark = dark.clone();
    double[] writtenFlat = flat.clone();
    double[] writtenLinearity = linearity.clone();
    int middle = instrument.rows() / 2 * instrument.columns() + instrument.columns() / 2;
    if (faults.contains(ArielFault.NAN_DARK)) {
      writtenDark[middle] = Double.NaN;
    }
    if (faults.contains(ArielFault.ZERO_FLAT)) {
      writtenFlat[middle + 1] = 0;
    }
    if (faults.contains(ArielFault.NAN_LIN)) {
      writtenLinearity[2 * instrument.pixels() + middle + 2] = Double.NaN;
    }
    return new DetectorMaps(instrument, writtenDark, dead, writtenFlat, read, writtenLinearity);
  }

  private static RandomStream stream(
      ArielSimulation simulation, int planet, Instrument instrument, Draw map) {
    return RandomStream.of(simulation.seed(), map, planet, instrument.number());
  }

  private static void drawDark(
      RandomStream random, Instrument instrument, double[] dark, boolean[] hot) {
    boolean airs = instrument == Instrument.AIRS;
    for (int pixel = 0; pixel < dark.length; pixel++) {
      dark[pixel] = random.gaussian(airs ? 0.00633 : 0.00690, DARK_SIGMA);
      double kind = random.uniform();
      double strength = StrictMath.pow(random.uniform(), 2.5);
      if (kind < (airs ? 0.0041 : 0.0068)) {
        hot[pixel] = true;
        dark[pixel] = 0.0138 * StrictMath.pow(860, strength);
      } else if (kind > 0.9992) {
        dark[pixel] = random.gaussian(-0.001, 0.001);
      }
    }
    int columns = instrument.columns();
    for (int pixel = 0; pixel < dark.length; pixel++) {
      if (hot[pixel] && dark[pixel] > LEAKING_DARK) {
        double leak = dark[pixel] * LEAK;
        int column = pixel % columns;
        leak(dark, hot, column > 0 ? pixel - 1 : pixel, leak);
        leak(dark, hot, column < columns - 1 ? pixel + 1 : pixel, leak);
        leak(dark, hot, pixel - columns, leak);
        leak(dark, hot, pixel + columns, leak);
      }
    }
  }

  private static void leak(double[] dark, boolean[] hot, int pixel, double leak) {
    if (pixel >= 0 && pixel < dark.length && !hot[pixel]) {
      dark[pixel] += leak;
    }
  }

  private static void drawLinearity(
      RandomStream random, boolean airs, boolean[] dead, double[] linearity) {
    double[] middles = airs ? AIRS_POWERS : FGS_POWERS;
    for (int power = 0; power < PixelModel.TERMS; power++) {
      for (int pixel = 0; pixel < dead.length; pixel++) {
        linearity[power * dead.length + pixel] =
            random.gaussian(middles[power], POWER_SIGMAS[power]);
      }
    }
    for (int pixel = 0; pixel < dead.length; pixel++) {
      if (dead[pixel]) {
        linearity[pixel] = random.uniform(5, 92);
        linearity[dead.length + pixel] = random.uniform(0.956, 1.021);
      }
    }
  }
}
