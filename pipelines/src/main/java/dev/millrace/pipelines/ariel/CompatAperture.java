package dev.millrace.pipelines.ariel;

/// Where compat mode collects the light of a visit.
///
/// @param airsRows rows that are summed, ascending
/// @param fgsRows rows of the FGS1 block, ascending
/// @param fgsColumns columns of the FGS1 block, ascending
record CompatAperture(CompatVisit visit, int[] airsRows, int[] fgsRows, int[] fgsColumns) {}
