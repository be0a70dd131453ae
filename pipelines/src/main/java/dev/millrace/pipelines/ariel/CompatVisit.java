package dev.millrace.pipelines.ariel;

import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.memory.Scratch;
import java.util.Arrays;

/// A visit with its calibration at hand, as the compat stages pass it on.
///
/// @param airsMasked [pixel] of the whole detector; those outside the used columns count as masked
/// @param fgsMasked [pixel]
/// @param airsSeconds [frame] of AIRS-CH0, time since the reset; at least as many as the file has
///   frames
record CompatVisit(
    Visit visit,
    CompatSteps steps,
    CalibrationFrames airs,
    CalibrationFrames fgs,
    boolean[] airsMasked,
    boolean[] fgsMasked,
    double[] airsSeconds) {

  private static final double FGS_FIRST_READ = 0.1;
  private static final double READ_SECONDS = 0.1;

  CalibrationFrames frames(Detector detector) {
    return detector == Detector.AIRS_CH0 ? airs : fgs;
  }

  boolean[] masked(Detector detector) {
    return detector == Detector.AIRS_CH0 ? airsMasked : fgsMasked;
  }

  /// Which frames of an open file are used.
  ///
  /// @throws DataException when they do not make whole pairs
  FrameChoice choose(RawSignal signal, Detector detector, FgsMode mode) {
    boolean decimate = detector == Detector.FGS1 && mode == FgsMode.DECIMATE;
    FrameChoice choice =
        decimate
            ? FrameChoice.decimated(signal.frames(), signal.key())
            : FrameChoice.all(signal.frames());
    if (steps.pairs() && choice.count() % 2 != 0) {
      throw new DataException(
          "ariel.frames",
          "\"%s\" has %d frames; an exposure is two reads, so the number must be even"
              .formatted(signal.key(), choice.count()));
    }
    return choice;
  }

  /// The corrections of one detector, for the frames chosen.
  CompatPixels pixels(Detector detector, FrameChoice choice, Scratch scratch) {
    return new CompatPixels(
        steps,
        frames(detector),
        masked(detector),
        choice,
        seconds(detector, choice.count()),
        scratch);
  }

  /// Pixels of a detector that are used, in the order of rows.
  int[] usedPixels(Detector detector) {
    int columns = steps.columns(detector);
    int[] pixels = new int[detector.rows() * columns];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i / columns * detector.columns() + steps.firstColumn(detector) + i % columns;
    }
    return pixels;
  }

  private double[] seconds(Detector detector, int count) {
    if (detector == Detector.FGS1) {
      double[] seconds = new double[count];
      for (int i = 0; i < count; i++) {
        seconds[i] = (i & 1) == 0 ? FGS_FIRST_READ : FGS_FIRST_READ + READ_SECONDS;
      }
      return seconds;
    }
    if (count > airsSeconds.length) {
      throw new DataException(
          "ariel.frames",
          "%s: AIRS-CH0 has %d frames, axis_info.parquet the integration times of %d"
              .formatted(visit.title(), count, airsSeconds.length));
    }
    double[] seconds = Arrays.copyOf(airsSeconds, count);
    for (int i = 1; i < count; i += 2) {
      seconds[i] += READ_SECONDS;
    }
    return seconds;
  }
}
