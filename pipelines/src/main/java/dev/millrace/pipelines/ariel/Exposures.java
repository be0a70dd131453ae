package dev.millrace.pipelines.ariel;

/// When exposures happen: the time grid that AIRS and binned FGS1 share.
final class Exposures {
  /// Time from one AIRS exposure to the next.
  static final double STEP_SECONDS = 4.8;

  private static final double FIRST_READ_SECONDS = 0.1;
  private static final double AIRS_SECONDS = 4.5;
  private static final double FGS_STEP_SECONDS = 0.4;
  private static final double FGS_SECONDS = 0.1;

  private Exposures() {}

  /// The middle of an AIRS exposure, which is also the mean of the middles of its twelve FGS1
  /// exposures.
  static double middleSeconds(int exposure) {
    return FIRST_READ_SECONDS + STEP_SECONDS * exposure + 0.5 * AIRS_SECONDS;
  }

  static double fgsMiddleSeconds(int exposure) {
    return FIRST_READ_SECONDS + FGS_STEP_SECONDS * exposure + 0.5 * FGS_SECONDS;
  }
}
