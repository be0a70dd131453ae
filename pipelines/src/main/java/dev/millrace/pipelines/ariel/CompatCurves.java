package dev.millrace.pipelines.ariel;

/// The light curves of one planet as the reference program writes them.
///
/// @param signal [channel][exposure] FGS1 first, then the AIRS-CH0 columns; 0 where masked
/// @param mask [channel] true: no pixel of the channel counts
/// @param spectrum [channel] true transit depths; empty where there are none
record CompatCurves(
    long planet,
    int channels,
    int exposures,
    double[] signal,
    boolean[] mask,
    double[] spectrum,
    CompatQuality quality) {

  CompatCurves {
    if (signal.length != channels * exposures || mask.length != channels) {
      throw new IllegalArgumentException(
          "planet %d: %d values and %d masks for %d channels of %d exposures"
              .formatted(planet, signal.length, mask.length, channels, exposures));
    }
  }
}
