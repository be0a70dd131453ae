package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.Emitter;
import dev.millrace.engine.model.Stage;
import dev.millrace.engine.model.StageContext;
import java.util.Arrays;
import java.util.Optional;

/// Corrects every pixel and hands the frames on row by row, as the reference package's version 1.1
/// did with whole frames. What is held is one detector row at all times. Steps `decode`,
/// `calibrate` and `collect` are timed by name.
record CorrectFrames(FgsMode fgsMode, Optional<Integer> airsFrames, Optional<Integer> fgsFrames)
    implements Stage<CompatVisit, FrameRow> {
  /// Pixels that are turned into rows of the frame together: one cache line.
  static final int TILE = 8;

  @Override
  public void apply(CompatVisit visit, StageContext context, Emitter<? super FrameRow> out) {
    correct(visit, Detector.AIRS_CH0, airsFrames, context, out);
    correct(visit, Detector.FGS1, fgsFrames, context, out);
  }

  private void correct(
      CompatVisit visit,
      Detector detector,
      Optional<Integer> frames,
      StageContext context,
      Emitter<? super FrameRow> out) {
    try (RawSignal signal = RawSignal.open(context, visit.visit(), detector, frames)) {
      FrameChoice choice = visit.choose(signal, detector, fgsMode);
      signal.expect(visit.usedPixels(detector));
      Row row = new Row(visit, signal, detector, choice, context);
      for (int r = 0; r < detector.rows(); r++) {
        out.emit(row.correct(r));
      }
    }
  }

  /// Fills one row after the other.
  private static final class Row {
    private final CompatVisit visit;
    private final RawSignal signal;
    private final Detector detector;
    private final StageContext context;
    private final CompatPixels pixels;
    private final RawSeries series;
    private final int exposures;
    private final double[][] tile;

    Row(
        CompatVisit visit,
        RawSignal signal,
        Detector detector,
        FrameChoice choice,
        StageContext context) {
      this.visit = visit;
      this.signal = signal;
      this.detector = detector;
      this.context = context;
      this.pixels = visit.pixels(detector, choice, context.scratch());
      this.series = new RawSeries(context.scratch(), signal.frames());
      this.exposures = pixels.exposures();
      this.tile = new double[TILE][];
      for (int i = 0; i < TILE; i++) {
        tile[i] = context.scratch().doubles("frames.tile" + i, exposures);
      }
    }

    FrameRow correct(int row) {
      int columns = visit.steps().columns(detector);
      int first = row * detector.columns() + visit.steps().firstColumn(detector);
      double[] values = new double[exposures * columns];
      int masked = 0;
      double firstLight = 0;
      double secondLight = 0;
      for (int from = 0; from < columns; from += TILE) {
        int width = Math.min(TILE, columns - from);
        for (int i = 0; i < width; i++) {
          if (read(first + from + i, tile[i])) {
            firstLight += pixels.firstLight();
            secondLight += pixels.secondLight();
          } else {
            masked++;
          }
        }
        try (StageContext.Step _ = context.step("collect")) {
          collect(values, from, width, columns);
        }
      }
      return new FrameRow(
          visit.visit().planet(),
          detector,
          row,
          exposures,
          columns,
          values,
          masked,
          firstLight,
          secondLight);
    }

    private boolean read(int pixel, double[] z) {
      try (StageContext.Step _ = context.step("decode")) {
        signal.read(pixel, series);
      }
      try (StageContext.Step _ = context.step("calibrate")) {
        boolean counts = pixels.exposures(series, pixel, z);
        if (!counts) {
          Arrays.fill(z, 0, exposures, Double.NaN);
        }
        return counts;
      }
    }

    private void collect(double[] values, int from, int width, int columns) {
      for (int k = 0, at = from; k < exposures; k++, at += columns) {
        for (int i = 0; i < width; i++) {
          values[at + i] = tile[i][k];
        }
      }
    }
  }
}
