package dev.millrace.pipelines.ariel;

/// How good a visit's data are, found on the way; NaN where it cannot be told.
///
/// @param channelsLost channels without a usable pixel
/// @param ratioAirs light of the second over that of the first reads in the aperture: 46.0, the
///   ratio of their times since the reset, where linearity is right
/// @param ratioFgs the same for FGS1: 2.0
/// @param scatterOverPhoton scatter of the AIRS-CH0 white light from exposure to exposure over the
///   photon limit
record CompatQuality(
    int channelsLost, double ratioAirs, double ratioFgs, double scatterOverPhoton) {}
