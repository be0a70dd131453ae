package dev.millrace.pipelines.ariel;

/// Data-quality bits, with the values of the JWST pipeline (`stcal`, data quality flags). Bits are
/// OR-ed from pixel to channel, so a channel's word tells everything that was met in its aperture.
final class Quality {
  /// Not used. Of a pixel: its light was put back from the profile. Of a channel: lost.
  static final int DO_NOT_USE = 1;

  /// At least one read at the converter's upper end.
  static final int SATURATED = 1 << 1;

  /// At least one sample was a cosmic-ray hit and was replaced.
  static final int JUMP_DET = 1 << 2;

  /// At least one read at the converter's lower end.
  static final int AD_FLOOR = 1 << 6;

  /// Dead by the calibration.
  static final int DEAD = 1 << 10;

  /// Too noisy by its dark current and read noise.
  static final int HOT = 1 << 11;

  /// Flat field missing, zero or far from one; one was used.
  static final int NO_FLAT_FIELD = 1 << 18;

  /// Linearity coefficients missing; the reads were taken as linear.
  static final int NO_LIN_CORR = 1 << 20;

  /// Dark current missing or far below zero; zero was used.
  static final int UNRELIABLE_DARK = 1 << 23;

  /// Part of the light comes from the profile, not from a pixel of its own.
  static final int FLUX_ESTIMATED = 1 << 28;

  private Quality() {}

  static boolean has(int word, int bit) {
    return (word & bit) != 0;
  }
}
