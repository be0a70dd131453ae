package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.WorkingSet;

/// What a worker needs for one visit, by what is made of it.
enum Footprint {
  /// Compat light curves: the table of one planet, one pixel's series and tables.
  COMPAT_CURVES {
    @Override
    WorkingSet of(long airsFrames, long fgsFrames) {
      long table = CHANNELS * (airsFrames / 2 + 1) * Double.BYTES;
      return series(airsFrames, fgsFrames).plus(new WorkingSet(table, 0));
    }
  },
  /// Corrected frames: one detector row at all times.
  COMPAT_FRAMES {
    @Override
    WorkingSet of(long airsFrames, long fgsFrames) {
      long airsRow = (long) Detector.AIRS_CH0.columns() * (airsFrames / 2 + 1) * Double.BYTES;
      long fgsRow = (long) Detector.FGS1.columns() * (fgsFrames / 2 + 1) * Double.BYTES;
      return series(airsFrames, fgsFrames).plus(new WorkingSet(Math.max(airsRow, fgsRow), 0));
    }
  },
  /// Calibration files and the first pages of the signal.
  CHECKS {
    @Override
    WorkingSet of(long airsFrames, long fgsFrames) {
      return series(airsFrames, fgsFrames);
    }
  },
  /// Sound light curves.
  SOUND_CURVES {
    @Override
    WorkingSet of(long airsFrames, long fgsFrames) {
      long curves = CHANNELS * (airsFrames / 2 + 1) * Float.BYTES * 2;
      return series(airsFrames, fgsFrames).plus(new WorkingSet(curves, 0));
    }
  };

  private static final long CHANNELS = 283;
  private static final long CALIBRATION_BYTES = 10L * (32 * 356 + 32 * 32) * Double.BYTES;
  private static final long READER_BYTES = 4L << 20;

  abstract WorkingSet of(long airsFrames, long fgsFrames);

  /// Calibration files, the reader's buffers, and a few series of the longest kind.
  private static WorkingSet series(long airsFrames, long fgsFrames) {
    long longest = Math.max(airsFrames, fgsFrames);
    long heap = CALIBRATION_BYTES + READER_BYTES + longest * (2L * Short.BYTES + 2L * Double.BYTES);
    return new WorkingSet(heap, READER_BYTES);
  }
}
