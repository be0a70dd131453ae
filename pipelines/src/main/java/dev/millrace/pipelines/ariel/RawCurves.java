package dev.millrace.pipelines.ariel;

/// The extracted light of one visit before anything is fitted. Arrays marked scratch are valid only
/// inside the stage call that receives the record.
///
/// @param exposures AIRS exposures; the time grid of all channels
/// @param fgsBins exposures of the grid that FGS1 covers; beyond them its flux is NaN
/// @param flux [channel][exposure] e-; scratch, at least that long
/// @param photonVariance [channel] variance per unit of flux: `variance = photon x flux + constant`
/// @param constantVariance [channel] e-^2
/// @param quality [channel] [Quality] bits
/// @param moments [moment][exposure] pointing from FGS1, pixels: x, y, x^2, x y, y^2, each about
///   its mean and averaged over the exposure; scratch
/// @param hitChannel [hit] channel of a sample that a cosmic ray struck
/// @param hitExposure [hit] its exposure; of FGS1 the bin
/// @param fgsFull [FGS1 exposure] e-, every FGS1 exposure where they are kept, else empty
/// @param badPixels unusable pixels inside the apertures
record RawCurves(
    Apertures aperture,
    int exposures,
    int fgsBins,
    float[] flux,
    double[] photonVariance,
    double[] constantVariance,
    int[] quality,
    float[] moments,
    int[] hitChannel,
    int[] hitExposure,
    float[] fgsFull,
    int badPixels) {
  static final int MOMENTS = 5;
}
