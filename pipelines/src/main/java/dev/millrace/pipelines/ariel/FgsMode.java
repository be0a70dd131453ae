package dev.millrace.pipelines.ariel;

/// What becomes of the twelve FGS1 exposures that fall into one AIRS-CH0 exposure.
public enum FgsMode {
  /// Their mean.
  BIN,
  /// The first of them, as the reference program keeps it.
  DECIMATE,
  /// All of them, in a table of their own.
  FULL
}
