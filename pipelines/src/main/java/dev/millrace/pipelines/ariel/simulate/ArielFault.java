package dev.millrace.pipelines.ariel.simulate;

import java.util.Locale;
import java.util.StringJoiner;

/// One thing wrong with a simulated folder. Each fault hits one planet, its first visit only, so
/// that all others stay clean.
public enum ArielFault {
  /// One dark value is NaN, both instruments.
  NAN_DARK,
  /// One quadratic linearity coefficient is NaN, both instruments.
  NAN_LIN,
  /// One flat value is 0, both instruments.
  ZERO_FLAT,
  /// The AIRS-CH0 signal is one pair of frames short.
  TRUNC_AIRS,
  /// There is no FGS1 signal.
  MISSING_FGS,
  /// Cosmic rays hit the detectors.
  CR,
  /// A file that is no planet lies between the planets' folders.
  STRAY_FILE,
  /// The planet has no row in `train.csv`.
  NO_TRAIN_ROW;

  /// The fault's name in options and in `truth/faults.csv`, such as `nan-dark`.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The fault of a label.
  ///
  /// @throws IllegalArgumentException naming the labels when there is none
  public static ArielFault of(String label) {
    StringJoiner labels = new StringJoiner(", ");
    for (ArielFault fault : values()) {
      if (fault.label().equals(label)) {
        return fault;
      }
      labels.add(fault.label());
    }
    throw new IllegalArgumentException("no fault \"" + label + "\"; there are " + labels);
  }
}
