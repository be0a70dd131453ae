package dev.millrace.pipelines.ariel;

import java.util.List;

/// A piece of a visit's result, small enough to stream: first the report, then channel after
/// channel.
///
/// @param report the visit's report in the first piece, empty in the others
/// @param channel of this piece; -1 in the first
/// @param flux [exposure] e-, or relative to the out-of-transit level where that was asked for
record CurvePart(Visit visit, List<VisitReport> report, int channel, float[] flux) {
  String planet() {
    return visit.planetKey();
  }

  static CurvePart of(Visit visit, VisitReport report) {
    return new CurvePart(visit, List.of(report), -1, new float[0]);
  }

  static CurvePart of(Visit visit, int channel, float[] flux) {
    return new CurvePart(visit, List.of(), channel, flux);
  }
}
