package dev.millrace.pipelines.ariel.simulate;

/// The two detectors and how they are read. All numbers but [#firstSeconds] of FGS1 are those of
/// the competition's data; that one makes the ratio of a bright pixel's two reads 2.005, as
/// observed in the public sample, where the nominal 0.1 s would make it 2.
enum Instrument {
  AIRS(0, "AIRS-CH0", 32, 356, 4.8, 0.1, 4.5),
  FGS1(1, "FGS1", 32, 32, 0.4, 0.0995, 0.1);

  /// Wavelength of AIRS-CH0 column j in micrometres: a quadratic, descending.
  private static final double[] AXIS_MICROMETRES = {
    4.0784631408988705, -0.004433634065929632, -6.913472144801841e-06
  };

  static final double FGS_MICROMETRES = 0.7;

  /// The competition's channels 2 to 283 are these columns, from the last to the first.
  static final int FIRST_CHANNEL_COLUMN = 39;

  static final int LAST_CHANNEL_COLUMN = 320;
  static final int CHANNELS = 2 + LAST_CHANNEL_COLUMN - FIRST_CHANNEL_COLUMN;
  static final double ADC_GAIN = 0.4369;
  static final double ADC_OFFSET = -1000;

  private final int number;
  private final String folderName;
  private final int rows;
  private final int columns;
  private final double pairSeconds;
  private final double firstSeconds;
  private final double exposureSeconds;

  Instrument(
      int number,
      String folderName,
      int rows,
      int columns,
      double pairSeconds,
      double firstSeconds,
      double exposureSeconds) {
    this.number = number;
    this.folderName = folderName;
    this.rows = rows;
    this.columns = columns;
    this.pairSeconds = pairSeconds;
    this.firstSeconds = firstSeconds;
    this.exposureSeconds = exposureSeconds;
  }

  /// Names the instrument in random streams; also its place in short arrays.
  int number() {
    return number;
  }

  /// The instrument's name in file names.
  String folderName() {
    return folderName;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  int pixels() {
    return rows * columns;
  }

  /// From one reset to the next.
  double pairSeconds() {
    return pairSeconds;
  }

  /// From the reset to the first read.
  double firstSeconds() {
    return firstSeconds;
  }

  /// From the first to the second read.
  double exposureSeconds() {
    return exposureSeconds;
  }

  /// The middle of pair k's exposure, in seconds since the start of the visit.
  double middleSeconds(int pair) {
    return pair * pairSeconds + firstSeconds + exposureSeconds / 2;
  }

  static double columnMicrometres(int column) {
    return AXIS_MICROMETRES[0] + column * (AXIS_MICROMETRES[1] + column * AXIS_MICROMETRES[2]);
  }

  /// The wavelength of channel `1 + index` of the competition's 283.
  static double channelMicrometres(int index) {
    return index == 0 ? FGS_MICROMETRES : columnMicrometres(LAST_CHANNEL_COLUMN + 1 - index);
  }
}
