package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.Emitter;
import dev.millrace.engine.model.Stage;
import dev.millrace.engine.model.StageContext;

/// Finds the transit in the white light, measures the depth of every channel with its shape, takes
/// the pointing jitter out where that helps, and passes the light curves on channel by channel.
///
/// @param baselineOrder order of the polynomial in time under the transit
/// @param normalize true divides every curve by its out-of-transit level
record FitDepth(int baselineOrder, JitterMode jitter, boolean normalize)
    implements Stage<RawCurves, CurvePart> {

  @Override
  public void apply(RawCurves raw, StageContext context, Emitter<? super CurvePart> out) {
    Visit visit = raw.aperture().visit();
    VisitFit fit;
    try (StageContext.Step step = context.step("fit")) {
      fit =
          new VisitFit(
              this,
              raw,
              context.side(new Stars.Side(visit.split())).of(visit.planet()).map(FitDepth::orbit),
              context.side(new Wavelengths.Side()).micrometres());
      fit.run();
    }
    out.emit(CurvePart.of(visit, fit.report()));
    for (int channel = 0; channel < Channels.COUNT; channel++) {
      float[] flux = new float[raw.exposures()];
      fit.curve(channel, flux);
      out.emit(CurvePart.of(visit, channel, flux));
    }
  }

  private static TransitShape.Orbit orbit(Stars.Star star) {
    return TransitShape.Orbit.of(
        star.periodDays(), star.distanceRadii(), star.inclinationDegrees());
  }
}
