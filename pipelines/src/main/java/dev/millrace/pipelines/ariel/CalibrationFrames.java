package dev.millrace.pipelines.ariel;

import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.memory.Scratch;
import dev.millrace.engine.model.StageContext;
import dev.millrace.formats.parquet.ParquetFile;

/// The calibration files of one detector and visit, whole (uncropped). Pixels are [row][column], C
/// order.
///
/// @param dark [pixel] dark current, e-/s
/// @param dead [pixel]
/// @param flat [pixel] relative response
/// @param linear [power][pixel] e- to linear e-, ascending powers 0 to 5
/// @param read [pixel] read noise, e- rms
record CalibrationFrames(
    Detector detector,
    double[] dark,
    boolean[] dead,
    double[] flat,
    double[] linear,
    double[] read) {
  /// Coefficients of the linearity polynomial.
  static final int POWERS = 6;

  CalibrationFrames {
    int pixels = detector.pixels();
    if (dark.length != pixels
        || dead.length != pixels
        || flat.length != pixels
        || linear.length != POWERS * pixels
        || read.length != pixels) {
      throw new IllegalArgumentException(
          "calibration frames of " + detector.title() + " of other sizes than " + pixels);
    }
  }

  /// @throws DataException naming the file that is missing, damaged or of another shape
  static CalibrationFrames read(StageContext context, Visit visit, Detector detector) {
    return new CalibrationFrames(
        detector,
        numbers(context, visit.calibrationKey(detector, "dark"), detector, 1),
        flags(context, visit.calibrationKey(detector, "dead"), detector),
        numbers(context, visit.calibrationKey(detector, "flat"), detector, 1),
        numbers(context, visit.calibrationKey(detector, "linear_corr"), detector, POWERS),
        numbers(context, visit.calibrationKey(detector, "read"), detector, 1));
  }

  private static double[] numbers(StageContext context, String key, Detector detector, int planes) {
    int rows = planes * detector.rows();
    int columns = detector.columns();
    double[] image = new double[rows * columns];
    Scratch scratch = context.scratch();
    try (ParquetFile file = open(context, key, rows, columns)) {
      double[] values = scratch.doubles("frames.column", rows);
      for (int column = 0; column < columns; column++) {
        file.readDoubles(column, values);
        for (int row = 0; row < rows; row++) {
          image[row * columns + column] = values[row];
        }
      }
    }
    return image;
  }

  private static boolean[] flags(StageContext context, String key, Detector detector) {
    int columns = detector.columns();
    boolean[] image = new boolean[detector.pixels()];
    try (ParquetFile file = open(context, key, detector.rows(), columns)) {
      boolean[] values = new boolean[detector.rows()];
      for (int column = 0; column < columns; column++) {
        file.readBooleans(column, values);
        for (int row = 0; row < values.length; row++) {
          image[row * columns + column] = values[row];
        }
      }
    }
    return image;
  }

  private static ParquetFile open(StageContext context, String key, int rows, int columns) {
    ParquetFile file = ParquetFile.open(context.open(key), context.scratch(), "calibration");
    if (file.rows() == rows && file.columns() == columns) {
      return file;
    }
    long foundRows = file.rows();
    int foundColumns = file.columns();
    file.close();
    throw new DataException(
        "ariel.shape",
        "\"%s\" has %d rows and %d columns; expected %d and %d"
            .formatted(key, foundRows, foundColumns, rows, columns));
  }
}
