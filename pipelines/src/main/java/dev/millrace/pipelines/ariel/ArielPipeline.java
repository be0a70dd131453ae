package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.Pipeline;
import dev.millrace.engine.model.PipelineSpec;
import dev.millrace.pipelines.ariel.simulate.ArielSimulatorSpec;
import java.util.Optional;

/// Raw files of the Ariel detectors AIRS-CH0 and FGS1 to calibrated light curves.
public final class ArielPipeline implements PipelineSpec<ArielOptions> {

  @Override
  public String name() {
    return "ariel";
  }

  @Override
  public String title() {
    return "raw Ariel detector files to calibrated light curves and transit depths";
  }

  @Override
  public Class<ArielOptions> options() {
    return ArielOptions.class;
  }

  @Override
  public Pipeline build(ArielOptions options) {
    return switch (options.mode()) {
      case COMPAT ->
          switch (options.output().product()) {
            case CURVES -> compatCurves(options);
            case FRAMES -> compatFrames(options);
          };
      case SOUND ->
          switch (options.output().product()) {
            case CURVES -> SoundPipeline.curves(options);
            case FRAMES -> SoundPipeline.frames(options);
          };
    };
  }

  @Override
  public Optional<PipelineSpec<?>> simulator() {
    return Optional.of(new ArielSimulatorSpec());
  }

  @Override
  public Optional<Pipeline> validation(ArielOptions options) {
    return Optional.of(InputChecks.pipeline(options));
  }

  /// The reference program's table of every planet, bit for bit.
  static Pipeline compatCurves(ArielOptions options) {
    ArielOptions.Selection selection = options.selection();
    boolean pairs = options.calibration().cdsSubtraction();
    FgsMode fgs = options.fgsMode();
    int window = options.curves().smooth() ? options.curves().smoothingWindow() : 0;
    boolean train = selection.split() == ArielOptions.Split.TRAIN;
    return Pipeline.named("ariel")
        .phase(
            "visits",
            Visits.of(options, pairs ? Footprint.COMPAT_CURVES : Footprint.COMPAT_CURVES_OF_READS))
        .with(new AxisInfo.Side())
        .with(new Spectra.Side(true))
        .then("calibration", new LoadCompatCalibration(CompatSteps.of(options.calibration())))
        .then(
            "aperture",
            new FindCompatAperture(
                options.extraction().inclusionThreshold(),
                fgs,
                selection.airsFrames(),
                selection.fgsFrames()))
        .then(
            "curves",
            new ExtractCompatCurves(
                fgs, window, train, selection.airsFrames(), selection.fgsFrames()))
        .to(new TrainFile(options.productName(), options.output().compress(), pairs));
  }

  /// The corrected frames themselves, in the layout of the reference package's version 1.1.
  static Pipeline compatFrames(ArielOptions options) {
    ArielOptions.Selection selection = options.selection();
    boolean pairs = options.calibration().cdsSubtraction();
    return Pipeline.named("ariel")
        .phase(
            "visits",
            Visits.of(options, pairs ? Footprint.COMPAT_FRAMES : Footprint.COMPAT_FRAMES_OF_READS))
        .with(new AxisInfo.Side())
        .then("calibration", new LoadCompatCalibration(CompatSteps.of(options.calibration())))
        .then(
            "frames",
            new CorrectFrames(options.fgsMode(), selection.airsFrames(), selection.fgsFrames()))
        .to(new FramesFile(options.productName(), options.output().compress(), pairs));
  }
}
