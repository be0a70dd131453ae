package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.Emitter;
import dev.millrace.engine.model.Stage;
import dev.millrace.engine.model.StageContext;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Calibrates every pixel of the spectrum and of FGS1 by sound mode's rules and hands the frames on
/// row by row. Unusable pixels are NaN; cosmic rays are left in, as they are found against a
/// pixel's neighbours in time and not in the frame. What is held is one detector row at all times.
record CalibrateFrames(FgsMode fgsMode, PixelRules rules) implements Stage<Visit, FrameRow> {
  private static final int TILE = 8;

  @Override
  public void apply(Visit visit, StageContext context, Emitter<? super FrameRow> out) {
    calibrate(visit, Detector.AIRS_CH0, Channels.FIRST_COLUMN, Channels.AIRS, 1, context, out);
    int span = fgsMode == FgsMode.FULL ? 1 : SquareLight.EXPOSURES_PER_BIN;
    calibrate(visit, Detector.FGS1, 0, Detector.FGS1.columns(), span, context, out);
  }

  private void calibrate(
      Visit visit,
      Detector detector,
      int firstColumn,
      int columns,
      int span,
      StageContext context,
      Emitter<? super FrameRow> out) {
    PixelModel model = rules.model(context, visit, detector);
    int[] wanted =
        IntStream.range(0, detector.rows() * columns)
            .map(i -> i / columns * detector.columns() + firstColumn + i % columns)
            .toArray();
    try (RawSignal file = rules.open(context, visit, detector, wanted)) {
      PixelPass pass = new PixelPass(context, file, model, rules, 0);
      int exposures = pass.exposures() / span;
      float[] tile = context.scratch().floats("frames.tile", TILE * exposures);
      for (int row = 0; row < detector.rows(); row++) {
        int first = row * detector.columns() + firstColumn;
        out.emit(row(visit, detector, row, first, columns, span, pass, tile, context));
      }
    }
  }

  private FrameRow row(
      Visit visit,
      Detector detector,
      int row,
      int first,
      int columns,
      int span,
      PixelPass pass,
      float[] tile,
      StageContext context) {
    int exposures = pass.exposures() / span;
    double[] values = new double[exposures * columns];
    int masked = 0;
    double ratio = Double.NaN;
    double brightest = 0;
    for (int from = 0; from < columns; from += TILE) {
      int width = Math.min(TILE, columns - from);
      for (int i = 0; i < width; i++) {
        int pixel = first + from + i;
        float[] z = pass.calibrated(pixel);
        boolean usable = pass.isUsable();
        masked += usable ? 0 : 1;
        take(z, usable, span, exposures, tile, i * exposures);
        if (usable && pass.mean() > brightest) {
          brightest = pass.mean();
          ratio = pass.oddEvenRatio(pixel);
        }
      }
      try (StageContext.Step _ = context.step("collect")) {
        spread(tile, width, exposures, values, from, columns);
      }
    }
    double light = brightest * exposures;
    boolean known = Double.isFinite(ratio);
    return new FrameRow(
        visit.planet(),
        detector,
        row,
        exposures,
        columns,
        values,
        masked,
        known ? light : 0,
        known ? light * ratio : 0);
  }

  /// Turns some pixels' series into parts of the frames' rows.
  private static void spread(
      float[] tile, int width, int exposures, double[] values, int from, int columns) {
    for (int k = 0; k < exposures; k++) {
      for (int i = 0; i < width; i++) {
        values[k * columns + from + i] = tile[i * exposures + k];
      }
    }
  }

  /// A pixel's exposures, the mean or the first of every `span` of them.
  private void take(float[] z, boolean usable, int span, int exposures, float[] tile, int at) {
    if (!usable) {
      Arrays.fill(tile, at, at + exposures, Float.NaN);
    } else if (span == 1) {
      System.arraycopy(z, 0, tile, at, exposures);
    } else {
      for (int k = 0; k < exposures; k++) {
        float sum = z[k * span];
        for (int i = 1; i < span && fgsMode == FgsMode.BIN; i++) {
          sum += z[k * span + i];
        }
        tile[at + k] = fgsMode == FgsMode.BIN ? sum / span : sum;
      }
    }
  }
}
