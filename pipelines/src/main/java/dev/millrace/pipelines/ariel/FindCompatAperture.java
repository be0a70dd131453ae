package dev.millrace.pipelines.ariel;

import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.model.Emitter;
import dev.millrace.engine.model.Stage;
import dev.millrace.engine.model.StageContext;
import java.util.Optional;
import java.util.stream.IntStream;

/// Chooses rows and columns by the light of the first exposure alone, as the reference does: a row
/// is kept when `sum - least sum >= threshold x (greatest sum - least sum)`; masked pixels count 0.
///
/// @param threshold 0 to 1
record FindCompatAperture(
    double threshold, FgsMode fgsMode, Optional<Integer> airsFrames, Optional<Integer> fgsFrames)
    implements Stage<CompatVisit, CompatAperture> {

  @Override
  public void apply(CompatVisit visit, StageContext context, Emitter<? super CompatAperture> out) {
    double[] airs = firstExposure(visit, context, Detector.AIRS_CH0, airsFrames);
    double[] fgs = firstExposure(visit, context, Detector.FGS1, fgsFrames);
    int rows = Detector.AIRS_CH0.rows();
    int columns = Detector.FGS1.columns();
    out.emit(
        new CompatAperture(
            visit,
            kept(rowSums(airs, rows), visit, "AIRS-CH0 row"),
            kept(rowSums(fgs, Detector.FGS1.rows()), visit, "FGS1 row"),
            kept(columnSums(fgs, columns), visit, "FGS1 column")));
  }

  /// @return [row][used column] e-
  private double[] firstExposure(
      CompatVisit visit, StageContext context, Detector detector, Optional<Integer> frames) {
    int[] pixels = visit.usedPixels(detector);
    double[] light = new double[pixels.length];
    try (RawSignal signal = RawSignal.open(context, visit.visit(), detector, frames)) {
      FrameChoice choice = visit.choose(signal, detector, fgsMode);
      CompatPixels corrections = visit.pixels(detector, choice, context.scratch());
      int reads = visit.steps().pairs() ? 2 : 1;
      short[] adu = signal.head(pixels, reads);
      for (int i = 0; i < pixels.length; i++) {
        light[i] = corrections.firstExposure(pixels[i], adu, i * reads);
      }
    }
    return light;
  }

  private static double[] rowSums(double[] light, int rows) {
    int columns = light.length / rows;
    double[] sums = new double[rows];
    for (int i = 0; i < light.length; i++) {
      sums[i / columns] += light[i];
    }
    return sums;
  }

  private static double[] columnSums(double[] light, int columns) {
    double[] sums = new double[columns];
    for (int i = 0; i < light.length; i++) {
      sums[i % columns] += light[i];
    }
    return sums;
  }

  private int[] kept(double[] sums, CompatVisit visit, String what) {
    double least = IntStream.range(0, sums.length).mapToDouble(i -> sums[i]).min().orElse(0);
    double most = IntStream.range(0, sums.length).mapToDouble(i -> sums[i] - least).max().orElse(0);
    double limit = threshold * most;
    int[] kept = IntStream.range(0, sums.length).filter(i -> sums[i] - least >= limit).toArray();
    if (kept.length == 0) {
      throw new DataException(
          "ariel.aperture",
          "%s: no %s can be chosen, since the first exposure is not a number everywhere"
              .formatted(visit.visit().title(), what));
    }
    return kept;
  }
}
