package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.WorkingSet;

/// What a worker needs for one visit, by what is made of it.
enum Footprint {
  /// Compat light curves: the table of one planet, one pixel's series and tables.
  COMPAT_CURVES {
    @Override
    WorkingSet of(long airsFrames, long fgsFrames) {
      return series(airsFrames, fgsFrames).plus(table(CHANNELS, airsFrames / 2));
    }
  },
  /// The same where every read is an exposure.
  COMPAT_CURVES_OF_READS {
    @Override
    WorkingSet of(long airsFrames, long fgsFrames) {
      return series(airsFrames, fgsFrames).plus(table(CHANNELS, airsFrames));
    }
  },
  /// Corrected frames: one detector row at all times.
  COMPAT_FRAMES {
    @Override
    WorkingSet of(long airsFrames, long fgsFrames) {
      return series(airsFrames, fgsFrames).plus(row(airsFrames / 2, fgsFrames / 2));
    }
  },
  /// The same where every read is an exposure.
  COMPAT_FRAMES_OF_READS {
    @Override
    WorkingSet of(long airsFrames, long fgsFrames) {
      return series(airsFrames, fgsFrames).plus(row(airsFrames, fgsFrames));
    }
  },
  /// Calibration files and the first pages of the signal.
  CHECKS {
    @Override
    WorkingSet of(long airsFrames, long fgsFrames) {
      return series(airsFrames, fgsFrames);
    }
  },
  /// Sound light curves: those of all channels, one pixel's series, the reader, the calibration. A
  /// full visit reserves 7.7 MB of scratch.
  SOUND_CURVES {
    @Override
    WorkingSet of(long airsFrames, long fgsFrames) {
      long exposures = airsFrames / 2 + 1;
      long curves = CHANNELS * exposures * Float.BYTES;
      long moments = RawCurves.MOMENTS * exposures * Float.BYTES;
      long longest = Math.max(airsFrames, fgsFrames) * (Short.BYTES + Float.BYTES / 2);
      long heap = curves + moments + longest + longest / 8 + 2 * CALIBRATION_BYTES;
      return new WorkingSet(heap, SOUND_NATIVE_BYTES);
    }
  };

  private static final long CHANNELS = 283;
  private static final long CALIBRATION_BYTES = 10L * (32 * 356 + 32 * 32) * Double.BYTES;
  private static final long SOUND_NATIVE_BYTES = 2L << 20;
  private static final long READER_BYTES = 4L << 20;

  abstract WorkingSet of(long airsFrames, long fgsFrames);

  private static WorkingSet table(long columns, long exposures) {
    return new WorkingSet(columns * (exposures + 1) * Double.BYTES, 0);
  }

  /// The longer of a row of AIRS-CH0 and one of FGS1, and the tile that it is filled from.
  private static WorkingSet row(long airsExposures, long fgsExposures) {
    WorkingSet airs = table(Detector.AIRS_CH0.columns(), airsExposures);
    WorkingSet fgs = table(Detector.FGS1.columns(), fgsExposures);
    return airs.max(fgs).plus(table(CorrectFrames.TILE, Math.max(airsExposures, fgsExposures)));
  }

  /// Calibration files, the reader's buffers, and a few series of the longest kind.
  private static WorkingSet series(long airsFrames, long fgsFrames) {
    long longest = Math.max(airsFrames, fgsFrames);
    long heap = CALIBRATION_BYTES + READER_BYTES + longest * (2L * Short.BYTES + 2L * Double.BYTES);
    return new WorkingSet(heap, READER_BYTES);
  }
}
