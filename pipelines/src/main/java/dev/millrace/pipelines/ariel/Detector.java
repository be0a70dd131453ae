package dev.millrace.pipelines.ariel;

/// The two detectors of a visit: their size, their read times and the names of their files.
///
/// Frames come in pairs, the two reads of one exposure: frame 2k shortly after the reset, frame 2k
/// + 1 at its end. Both detectors keep one clock: FGS1 takes 12 pairs while AIRS-CH0 takes one.
enum Detector {
  AIRS_CH0("AIRS-CH0", 32, 356, 11_250, 0.1, 4.5),
  FGS1("FGS1", 32, 32, 135_000, 0.1, 0.1);

  /// Pairs of FGS1 in the time of one pair of AIRS-CH0.
  static final int FGS_PAIRS_PER_AIRS_PAIR = 12;

  /// Seconds from one AIRS-CH0 reset to the next.
  static final double AIRS_PERIOD_SECONDS = 4.8;

  private final String title;
  private final int rows;
  private final int columns;
  private final int usualFrames;
  private final double firstReadSeconds;
  private final double exposureSeconds;

  Detector(
      String title,
      int rows,
      int columns,
      int usualFrames,
      double firstReadSeconds,
      double exposureSeconds) {
    this.title = title;
    this.rows = rows;
    this.columns = columns;
    this.usualFrames = usualFrames;
    this.firstReadSeconds = firstReadSeconds;
    this.exposureSeconds = exposureSeconds;
  }

  /// The name in files and messages: `AIRS-CH0`, `FGS1`.
  String title() {
    return title;
  }

  int rows() {
    return rows;
  }

  /// Columns of the whole detector, as files have them.
  int columns() {
    return columns;
  }

  int pixels() {
    return rows * columns;
  }

  /// Frames of a full visit.
  int usualFrames() {
    return usualFrames;
  }

  /// From the reset to the first read of a pair.
  double firstReadSeconds() {
    return firstReadSeconds;
  }

  /// From the first read of a pair to the second.
  double exposureSeconds() {
    return exposureSeconds;
  }

  String signalFile(int visit) {
    return title + "_signal_" + visit + ".parquet";
  }

  /// @param map one of `dark`, `dead`, `flat`, `linear_corr`, `read`
  String calibrationFile(int visit, String map) {
    return title + "_calibration_" + visit + "/" + map + ".parquet";
  }
}
