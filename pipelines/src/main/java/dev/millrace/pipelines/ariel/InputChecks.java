package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.Pipeline;

/// `validate ariel`: every file is opened and every table read, nothing is processed. An item fails
/// where a run would fail, and is degraded where a run would go on with less.
final class InputChecks {
  private InputChecks() {}

  static Pipeline pipeline(ArielOptions options) {
    boolean sound = options.mode() == ArielOptions.Mode.SOUND;
    ArielOptions.Selection selection = options.selection();
    var folder =
        Pipeline.named("ariel-validate")
            .phase("folder", new InputFolder(selection.split()))
            .with(new AxisInfo.Side());
    if (sound) {
      folder =
          folder
              .with(new AdcInfo.Side())
              .with(new Wavelengths.Side())
              .with(new Stars.Side(selection.split()));
    }
    return folder
        .then("strays", new FindStrays(selection.split()))
        .to(new FolderReport())
        .phase("visits", Visits.of(options, Footprint.CHECKS))
        .with(new AxisInfo.Side())
        .with(new Spectra.Side(!sound))
        .then("check", new CheckVisit(selection, sound))
        .to(new VisitReports());
  }
}
