package dev.millrace.pipelines.ariel;

/// The 283 channels of a spectrum in the competition's order, ascending in wavelength: channel 0 is
/// FGS1, channels 1 to 282 are the AIRS columns 320 down to 39 (the detector's wavelength falls
/// with the column).
final class Channels {
  static final int AIRS = 282;
  static final int COUNT = AIRS + 1;
  static final int FIRST_COLUMN = 39;
  static final int LAST_COLUMN = FIRST_COLUMN + AIRS - 1;

  private Channels() {}

  /// The channel of a detector column.
  static int ofColumn(int column) {
    return LAST_COLUMN + 1 - column;
  }

  /// The detector column of an AIRS channel.
  static int column(int channel) {
    return LAST_COLUMN + 1 - channel;
  }
}
