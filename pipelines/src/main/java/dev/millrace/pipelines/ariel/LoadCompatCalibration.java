package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.Emitter;
import dev.millrace.engine.model.Stage;
import dev.millrace.engine.model.StageContext;
import java.util.Arrays;

/// Reads the calibration files of a visit and says which pixels count as bad, as the reference
/// does.
record LoadCompatCalibration(CompatSteps steps) implements Stage<Visit, CompatVisit> {

  @Override
  public void apply(Visit visit, StageContext context, Emitter<? super CompatVisit> out) {
    CalibrationFrames airs = CalibrationFrames.read(context, visit, Detector.AIRS_CH0);
    CalibrationFrames fgs = CalibrationFrames.read(context, visit, Detector.FGS1);
    out.emit(
        new CompatVisit(
            visit,
            steps,
            airs,
            fgs,
            masked(airs),
            masked(fgs),
            context.side(new AxisInfo.Side()).airsIntegrationSeconds()));
  }

  /// Dead pixels, for the mask or for the flat field; hot ones for the mask.
  private boolean[] masked(CalibrationFrames frames) {
    Detector detector = frames.detector();
    int columns = steps.columns(detector);
    boolean[] masked = new boolean[detector.pixels()];
    Arrays.fill(masked, true);
    double[] dark = new double[detector.rows() * columns];
    for (int row = 0; row < detector.rows(); row++) {
      int first = row * detector.columns() + steps.firstColumn(detector);
      System.arraycopy(frames.dark(), first, dark, row * columns, columns);
    }
    boolean[] hot = steps.mask() ? HotPixels.of(dark) : new boolean[dark.length];
    for (int i = 0; i < dark.length; i++) {
      int pixel = i / columns * detector.columns() + steps.firstColumn(detector) + i % columns;
      boolean dead = frames.dead()[pixel] && (steps.mask() || steps.flat());
      masked[pixel] = dead || hot[i];
    }
    return masked;
  }
}
