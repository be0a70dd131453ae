package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.Pipeline;

/// Sound mode: raw detector files to calibrated light curves, transit depths and a submission. An
/// item is one visit of one planet.
final class SoundPipeline {
  private SoundPipeline() {}

  static Pipeline curves(ArielOptions options) {
    ArielOptions.Extraction extraction = options.extraction();
    ArielOptions.Split split = options.selection().split();
    PixelRules rules = PixelRules.of(options);
    boolean normalize =
        options.curves().normalisation() == ArielOptions.Normalisation.OUT_OF_TRANSIT;
    return Pipeline.named("ariel")
        .phase("visits", Visits.of(options, Footprint.SOUND_CURVES))
        .with(new AdcInfo.Side())
        .with(new Wavelengths.Side())
        .with(new Stars.Side(split))
        .with(new Spectra.Side(false))
        .then(
            "aperture",
            new FindAperture(
                extraction.aperture(),
                extraction.apertureThreshold(),
                extraction.firstRow(),
                extraction.lastRow(),
                extraction.fgsSize(),
                rules))
        .then("extract", new ExtractCurves(extraction.aperture(), options.fgsMode(), rules))
        .then(
            "depth", new FitDepth(options.curves().baselineOrder(), extraction.jitter(), normalize))
        .gatherAdjacent("planet", CurvePart::planet, Visit::planetKey, new MergeVisits())
        .to(
            new LightCurveFile(
                options.productName(), split, normalize, options.output().compress()));
  }

  /// The calibrated frames of every planet's first visit, in the layout of the reference package's
  /// version 1.1.
  static Pipeline frames(ArielOptions options) {
    ArielOptions.Selection selection = options.selection();
    Visits visits =
        new Visits(
            selection.split(),
            selection.planets(),
            true,
            selection.airsFrames(),
            selection.fgsFrames(),
            Footprint.COMPAT_FRAMES);
    return Pipeline.named("ariel")
        .phase("visits", visits)
        .with(new AdcInfo.Side())
        .then("frames", new CalibrateFrames(options.fgsMode(), PixelRules.of(options)))
        .to(new FramesFile(options.productName(), options.output().compress(), true));
  }
}
