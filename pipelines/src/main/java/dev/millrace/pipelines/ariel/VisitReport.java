package dev.millrace.pipelines.ariel;

/// Everything about one visit but its light curves: the depths, and how good the data are.
///
/// @param exposures points of the common time grid
/// @param fgsPoints points of it that FGS1 covers
/// @param firstRow AIRS aperture, first row
/// @param rows AIRS aperture, rows
/// @param fgsRow FGS1 square, first row
/// @param fgsColumn FGS1 square, first column
/// @param fgsSize FGS1 square, side
/// @param badPixels unusable pixels inside the apertures
/// @param lostChannels channels without a light curve
/// @param ratioAirs odd/even self-check, 46.0 where calibration is right
/// @param ratioFgs odd/even self-check, 2.0 where calibration is right
/// @param scatterAirs relative scatter of the AIRS white light about the fit
/// @param photonAirs its photon limit
/// @param scatterFgs relative scatter of the FGS1 points about the fit
/// @param photonFgs its photon limit
/// @param scatterChannel median over the AIRS channels of their relative scatter
/// @param noiseChannel the same as the carried variance predicts it
/// @param slowNoise median `beta^2` of the AIRS channels
/// @param jitterChannels channels whose pointing terms were taken out
/// @param transit whether a transit was found; without one the depths are NaN
/// @param midTransitHours from the visit's start
/// @param midTransitErrorHours one sigma
/// @param limbAirs u1 and u2 of AIRS
/// @param limbFgs u1 and u2 of FGS1
/// @param depth [channel] `(Rp/Rs)^2`
/// @param depthError [channel] one sigma
/// @param level [channel] mean out-of-transit exposure, e-
/// @param photonVariance [channel] variance of an exposure is `photon x flux + constant`, in the
///   unit of the curves
/// @param constantVariance [channel]
/// @param quality [channel] [Quality] bits
/// @param x [exposure] star on FGS1 about its mean, columns
/// @param y [exposure] rows
/// @param hitChannel [hit] samples replaced as cosmic rays
/// @param hitExposure [hit]
/// @param fgsFull [FGS1 exposure] e-; empty unless kept
record VisitReport(
    int exposures,
    int fgsPoints,
    int firstRow,
    int rows,
    int fgsRow,
    int fgsColumn,
    int fgsSize,
    int badPixels,
    int lostChannels,
    double ratioAirs,
    double ratioFgs,
    double scatterAirs,
    double photonAirs,
    double scatterFgs,
    double photonFgs,
    double scatterChannel,
    double noiseChannel,
    double slowNoise,
    int jitterChannels,
    boolean transit,
    double midTransitHours,
    double midTransitErrorHours,
    double[] limbAirs,
    double[] limbFgs,
    double[] depth,
    double[] depthError,
    double[] level,
    double[] photonVariance,
    double[] constantVariance,
    int[] quality,
    float[] x,
    float[] y,
    int[] hitChannel,
    int[] hitExposure,
    float[] fgsFull) {}
