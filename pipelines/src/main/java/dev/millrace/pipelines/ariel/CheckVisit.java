package dev.millrace.pipelines.ariel;

import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.model.Emitter;
import dev.millrace.engine.model.Stage;
import dev.millrace.engine.model.StageContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Opens all files of a visit and looks at their shapes, frame counts, names and values. All that
/// is wrong is reported together.
///
/// @param sound whether all FGS1 exposures will be used, or every twelfth
record CheckVisit(ArielOptions.Selection selection, boolean sound)
    implements Stage<Visit, CheckVisit.Found> {

  /// What a visit holds.
  ///
  /// @param deadPixels of both detectors
  /// @param notFinite calibration values of live pixels that are not finite numbers
  record Found(
      long planet, int visit, int airsFrames, int fgsFrames, int deadPixels, int notFinite) {}

  @Override
  public void apply(Visit visit, StageContext context, Emitter<? super Found> out) {
    Check check = new Check(visit, context);
    int airs = check.signal(Detector.AIRS_CH0, selection.airsFrames());
    int fgs = check.signal(Detector.FGS1, selection.fgsFrames());
    check.sameTimes(airs, fgs);
    check.calibration(Detector.AIRS_CH0);
    check.calibration(Detector.FGS1);
    check.tables();
    if (!check.problems.isEmpty()) {
      throw new DataException("ariel.visit", String.join("; ", check.problems));
    }
    out.emit(
        new Found(visit.planet(), visit.visit(), airs, fgs, check.deadPixels, check.notFinite));
  }

  private final class Check {
    private final Visit visit;
    private final StageContext context;
    private final List<String> problems = new ArrayList<>();
    private int deadPixels;
    private int notFinite;

    Check(Visit visit, StageContext context) {
      this.visit = visit;
      this.context = context;
    }

    /// @return frames; 0 when the file is unusable
    int signal(Detector detector, Optional<Integer> wanted) {
      try (RawSignal signal = RawSignal.open(context, visit, detector, wanted)) {
        int last = detector.pixels() - 1;
        signal.head(new int[] {0, last}, 1);
        if (!signal.isNarrow()) {
          requireName(signal, 0);
          requireName(signal, last);
        }
        if (signal.frames() % 2 != 0) {
          problems.add(
              "\"%s\" has %d frames; an exposure is two reads, so the number must be even"
                  .formatted(signal.key(), signal.frames()));
        }
        return signal.frames();
      } catch (DataException e) {
        problems.add(String.valueOf(e.getMessage()));
        return 0;
      }
    }

    private void requireName(RawSignal signal, int pixel) {
      String name = signal.columnName(pixel);
      if (name.startsWith("column_") && !name.equals("column_" + pixel)) {
        problems.add(
            "\"%s\": column %d is named \"%s\"; pixels are not in order"
                .formatted(signal.key(), pixel, name));
      }
    }

    void sameTimes(int airs, int fgs) {
      if (airs == 0 || fgs == 0) {
        return;
      }
      int expected = airs * Detector.FGS_PAIRS_PER_AIRS_PAIR;
      if (fgs != expected) {
        String message =
            "FGS1 has %d frames where %d of AIRS-CH0 need %d".formatted(fgs, airs, expected);
        if (sound) {
          context.degraded("ariel.frames", message);
        } else if (FrameChoice.all(fgs).count() % 24 == 1
            || FrameChoice.decimated(fgs, visit.signalKey(Detector.FGS1)).count() != airs) {
          problems.add(message);
        }
      }
    }

    void calibration(Detector detector) {
      try {
        CalibrationFrames frames = CalibrationFrames.read(context, visit, detector);
        for (boolean dead : frames.dead()) {
          deadPixels += dead ? 1 : 0;
        }
        values(detector, "dark", frames.dark(), frames.dead());
        values(detector, "flat", frames.flat(), frames.dead());
        values(detector, "linear_corr", frames.linear(), frames.dead());
        values(detector, "read", frames.read(), frames.dead());
      } catch (DataException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }

    private void values(Detector detector, String map, double[] values, boolean[] dead) {
      int bad = 0;
      for (int i = 0; i < values.length; i++) {
        bad += !dead[i % dead.length] && !Double.isFinite(values[i]) ? 1 : 0;
      }
      if (bad > 0) {
        notFinite += bad;
        context.degraded(
            "ariel.not-finite",
            "\"%s\": %d of %d values of live pixels are no finite numbers"
                .formatted(visit.calibrationKey(detector, map), bad, values.length));
      }
    }

    void tables() {
      Spectra spectra = context.side(new Spectra.Side(!sound));
      if (visit.split() == ArielOptions.Split.TRAIN
          && !spectra.isEmpty()
          && spectra.of(visit.planet()).length == 0) {
        context.degraded("ariel.spectrum", "train.csv has no row of planet " + visit.planet());
      }
    }
  }
}
