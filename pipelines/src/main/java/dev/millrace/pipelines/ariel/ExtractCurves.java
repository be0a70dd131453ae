package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.Emitter;
import dev.millrace.engine.model.Stage;
import dev.millrace.engine.model.StageContext;

/// Reads every pixel of the apertures once, calibrates and cleans it, and adds it to its channel:
/// from files to light curves without a frame in between. The steps `decode`, `calibrate`,
/// `cosmics` and `collect` are timed by name.
///
/// @param rule [ApertureRule#OPTIMAL] weights the rows, the others add them up
record ExtractCurves(ApertureRule rule, FgsMode fgsMode, PixelRules rules)
    implements Stage<Apertures, RawCurves> {

  @Override
  public void apply(Apertures aperture, StageContext context, Emitter<? super RawCurves> out) {
    int times = aperture.airs().exposures();
    float[] flux = fluxBuffer(context, times);
    Hits hits = new Hits();
    SquareLight square = new SquareLight(this, aperture, context, hits);
    square.collect(flux, times);
    requireMatch(aperture.visit(), times, square.exposures(), context);
    RowLight rows = new RowLight(this, aperture, context, hits);
    rows.collect(flux);
    int[] quality = rows.quality();
    quality[0] = square.quality();
    double[] photon = rows.photonVariance();
    double[] constant = rows.constantVariance();
    photon[0] = square.photonVariance();
    constant[0] = square.constantVariance();
    out.emit(
        new RawCurves(
            aperture,
            times,
            square.bins(),
            flux,
            photon,
            constant,
            quality,
            square.moments(),
            hits.channels(),
            hits.exposures(),
            square.full(),
            square.badPixels() + rows.badPixels()));
  }

  /// The two files of a visit cover the same time unless one is cut short, or the user said how
  /// many frames there are.
  private void requireMatch(Visit visit, int airs, int fgs, StageContext context) {
    boolean told = rules.airsFrames().isPresent() && rules.fgsFrames().isPresent();
    if (!told && fgs != airs * SquareLight.EXPOSURES_PER_BIN) {
      context.degraded(
          "ariel.frames",
          "%s: %d AIRS-CH0 and %d FGS1 frames do not cover the same time (1 to %d); FGS1 covers %d of %d exposures"
              .formatted(
                  visit.title(),
                  2 * airs,
                  2 * fgs,
                  SquareLight.EXPOSURES_PER_BIN,
                  Math.min(airs, fgs / SquareLight.EXPOSURES_PER_BIN),
                  airs));
    }
  }

  /// The greatest buffer of a worker: the light curves, and before they are there whatever fits.
  ///
  /// @return at least channels x exposures long, and no less than the detector's rows
  static float[] fluxBuffer(StageContext context, int airsExposures) {
    return context.scratch().floats("curves.flux", Channels.COUNT * airsExposures);
  }
}
