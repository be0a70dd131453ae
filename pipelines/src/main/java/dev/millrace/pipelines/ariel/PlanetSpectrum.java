package dev.millrace.pipelines.ariel;

/// The transit depths of a planet from all its visits.
///
/// @param visits visits that gave depths
/// @param missing visits that failed
/// @param depth [channel] `(Rp/Rs)^2`, NaN where no visit has it
/// @param error [channel] one sigma
/// @param quality [channel] [Quality] bits of all visits; not used only where no visit has the
///   channel
/// @param disagreement mean over the channels of `chi^2` per degree of freedom between the visits;
///   NaN with one visit
record PlanetSpectrum(
    int visits, int missing, double[] depth, double[] error, int[] quality, double disagreement) {}
