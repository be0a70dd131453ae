package dev.millrace.pipelines.ariel;

/// The reference program's corrections: which are on, and their numbers.
///
/// @param gain ADU per electron, of both detectors
/// @param offset electrons, of both detectors
/// @param firstColumn first AIRS-CH0 column that is used
/// @param endColumn AIRS-CH0 column after the last that is used
record CompatSteps(
    boolean adc,
    boolean mask,
    boolean linearity,
    boolean dark,
    boolean pairs,
    boolean flat,
    double gain,
    double offset,
    int firstColumn,
    int endColumn) {
  private static final double GAIN = 0.4369;
  private static final double OFFSET = -1000;

  static CompatSteps of(ArielOptions.Calibration options) {
    return new CompatSteps(
        options.adcConversion(),
        options.masking(),
        options.linearityCorrection(),
        options.darkSubtraction(),
        options.cdsSubtraction(),
        options.flatFieldCorrection(),
        options.gain().orElse(GAIN),
        options.offset().orElse(OFFSET),
        options.cutInf(),
        options.cutSup());
  }

  int firstColumn(Detector detector) {
    return detector == Detector.AIRS_CH0 ? firstColumn : 0;
  }

  int endColumn(Detector detector) {
    return detector == Detector.AIRS_CH0 ? endColumn : detector.columns();
  }

  /// Columns that are used.
  int columns(Detector detector) {
    return endColumn(detector) - firstColumn(detector);
  }

  /// AIRS-CH0 columns and FGS1.
  int channels() {
    return 1 + endColumn - firstColumn;
  }

  /// Exposures that come of so many frames.
  int exposures(int frames) {
    return pairs ? frames / 2 : frames;
  }
}
