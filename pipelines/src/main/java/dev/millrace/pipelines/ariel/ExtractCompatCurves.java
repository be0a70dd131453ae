package dev.millrace.pipelines.ariel;

import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.memory.Scratch;
import dev.millrace.engine.model.Emitter;
import dev.millrace.engine.model.Stage;
import dev.millrace.engine.model.StageContext;
import java.util.Arrays;
import java.util.Optional;

/// Reads the pixels of the aperture, corrects and sums them channel by channel, smooths and
/// standardises: from files to the reference program's table, of which nothing but the table itself
/// is ever held. Steps `decode`, `calibrate` and `smooth` are timed by name.
///
/// @param window exposures of the moving average; 0 for none
/// @param spectra whether the planets' true depths are wanted
record ExtractCompatCurves(
    FgsMode fgsMode,
    int window,
    boolean spectra,
    Optional<Integer> airsFrames,
    Optional<Integer> fgsFrames)
    implements Stage<CompatAperture, CompatCurves> {

  @Override
  public void apply(
      CompatAperture aperture, StageContext context, Emitter<? super CompatCurves> out) {
    CompatVisit visit = aperture.visit();
    Table table;
    double ratioFgs;
    double ratioAirs;
    try (RawSignal signal = RawSignal.open(context, visit.visit(), Detector.FGS1, fgsFrames)) {
      FrameChoice choice = visit.choose(signal, Detector.FGS1, fgsMode);
      table = new Table(visit, choice.count(), context);
      Light light = new Light(visit, signal, Detector.FGS1, choice, context);
      table.sumFgs(aperture, light);
      ratioFgs = light.ratio();
    }
    try (RawSignal signal = RawSignal.open(context, visit.visit(), Detector.AIRS_CH0, airsFrames)) {
      FrameChoice choice = visit.choose(signal, Detector.AIRS_CH0, fgsMode);
      table.requireFrames(choice.count());
      Light light = new Light(visit, signal, Detector.AIRS_CH0, choice, context);
      table.sumAirs(aperture, light);
      ratioAirs = light.ratio();
    }
    out.emit(table.finish(ratioAirs, ratioFgs, spectrum(visit.visit(), context)));
  }

  private double[] spectrum(Visit visit, StageContext context) {
    if (!spectra) {
      return new double[0];
    }
    Spectra all = context.side(new Spectra.Side(true));
    double[] spectrum = all.of(visit.planet());
    if (spectrum.length == 0 && !all.isEmpty()) {
      context.degraded(
          "ariel.spectrum",
          "train.csv has no row of planet " + visit.planet() + ": its group has no \"spectrum\"");
    }
    return spectrum;
  }

  /// One detector's corrected pixels, one at a time.
  private static final class Light {
    private final StageContext context;
    private final RawSignal signal;
    private final CompatPixels pixels;
    private final RawSeries series;
    private final double[] z;
    private double first;
    private double second;

    Light(
        CompatVisit visit,
        RawSignal signal,
        Detector detector,
        FrameChoice choice,
        StageContext context) {
      this.context = context;
      this.signal = signal;
      this.pixels = visit.pixels(detector, choice, context.scratch());
      this.series = new RawSeries(context.scratch(), signal.frames());
      this.z = context.scratch().doubles("compat.exposures", choice.count());
    }

    /// Adds a pixel to a sum.
    ///
    /// @return false when the pixel is masked
    boolean addTo(double[] sum, int pixel, int exposures) {
      try (StageContext.Step _ = context.step("decode")) {
        signal.read(pixel, series);
      }
      try (StageContext.Step _ = context.step("calibrate")) {
        if (!pixels.exposures(series, pixel, z)) {
          return false;
        }
        first += pixels.firstLight();
        second += pixels.secondLight();
        for (int k = 0; k < exposures; k++) {
          sum[k] += z[k];
        }
        return true;
      }
    }

    double ratio() {
      return first > 0 ? second / first : Double.NaN;
    }
  }

  /// The table of one planet while it fills.
  private final class Table {
    private final CompatVisit visit;
    private final StageContext context;
    private final int frames;
    private final int exposures;
    private final int points;
    private final double[] signal;
    private final boolean[] mask;
    private final double[] sum;
    private final double[] white;

    Table(CompatVisit visit, int frames, StageContext context) {
      this.visit = visit;
      this.context = context;
      this.frames = frames;
      this.exposures = visit.steps().exposures(frames);
      this.points = window == 0 ? exposures : exposures - window + 1;
      if (points < 1) {
        throw new DataException(
            "ariel.frames",
            "%s: %d exposures are too few for --smoothing-window %d"
                .formatted(visit.visit().title(), exposures, window));
      }
      Scratch scratch = context.scratch();
      this.signal = new double[visit.steps().channels() * points];
      this.mask = new boolean[visit.steps().channels()];
      this.sum = scratch.doubles("compat.sum", exposures);
      this.white = scratch.doubles("compat.white", exposures);
      Arrays.fill(white, 0, exposures, 0);
    }

    void requireFrames(int airs) {
      if (airs != frames) {
        throw new DataException(
            "ariel.frames",
            "%s: AIRS-CH0 has %d frames and FGS1 %d where they should be as many"
                .formatted(visit.visit().title(), airs, frames));
      }
    }

    /// Rows are summed first, then columns.
    void sumFgs(CompatAperture aperture, Light light) {
      int[] rows = aperture.fgsRows();
      int[] columns = aperture.fgsColumns();
      int[] pixels = new int[rows.length * columns.length];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = rows[i % rows.length] * Detector.FGS1.columns() + columns[i / rows.length];
      }
      light.signal.expect(pixels);
      double[] column = context.scratch().doubles("compat.column", exposures);
      boolean any = false;
      Arrays.fill(sum, 0, exposures, 0);
      for (int c = 0; c < columns.length; c++) {
        Arrays.fill(column, 0, exposures, 0);
        for (int r = 0; r < rows.length; r++) {
          any |= light.addTo(column, pixels[c * rows.length + r], exposures);
        }
        for (int k = 0; k < exposures; k++) {
          sum[k] += column[k];
        }
      }
      put(0, any);
    }

    void sumAirs(CompatAperture aperture, Light light) {
      int[] rows = aperture.airsRows();
      int firstColumn = visit.steps().firstColumn();
      int columns = visit.steps().endColumn() - firstColumn;
      int[] pixels = new int[rows.length * columns];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] =
            rows[i % rows.length] * Detector.AIRS_CH0.columns() + firstColumn + i / rows.length;
      }
      light.signal.expect(pixels);
      for (int c = 0; c < columns; c++) {
        boolean any = false;
        Arrays.fill(sum, 0, exposures, 0);
        for (int r = 0; r < rows.length; r++) {
          any |= light.addTo(sum, pixels[c * rows.length + r], exposures);
        }
        for (int k = 0; k < exposures; k++) {
          white[k] += sum[k];
        }
        put(1 + c, any);
      }
    }

    private void put(int channel, boolean any) {
      if (!any) {
        mask[channel] = true;
        return;
      }
      try (StageContext.Step _ = context.step("smooth")) {
        if (window == 0) {
          System.arraycopy(sum, 0, signal, channel * points, points);
        } else {
          CompatSeries.smooth(sum, exposures, window, sum, signal, channel * points);
        }
        mask[channel] = !CompatSeries.standardise(signal, channel * points, points);
      }
    }

    CompatCurves finish(double ratioAirs, double ratioFgs, double[] spectrum) {
      int lost = 0;
      for (boolean channel : mask) {
        lost += channel ? 1 : 0;
      }
      double scatter =
          visit.steps().pairs() && visit.steps().adc()
              ? CompatSeries.scatterOverPhoton(white, exposures)
              : Double.NaN;
      return new CompatCurves(
          visit.visit().planet(),
          mask.length,
          points,
          signal,
          mask,
          spectrum,
          new CompatQuality(lost, ratioAirs, ratioFgs, scatter));
    }
  }
}
