package dev.millrace.pipelines.ariel;

/// One detector row of a visit's corrected frames, at all times.
///
/// @param columns that are used
/// @param values [exposure][column] e-; NaN where the pixel is masked
/// @param maskedPixels pixels of the row that are masked
/// @param firstLight sum of the corrected first reads of every eighth exposure, e-
/// @param secondLight sum of the second reads of the same exposures, e-
record FrameRow(
    long planet,
    Detector detector,
    int row,
    int exposures,
    int columns,
    double[] values,
    int maskedPixels,
    double firstLight,
    double secondLight) {

  FrameRow {
    if (values.length != exposures * columns) {
      throw new IllegalArgumentException(
          values.length + " values for " + exposures + " exposures of " + columns + " columns");
    }
  }
}
