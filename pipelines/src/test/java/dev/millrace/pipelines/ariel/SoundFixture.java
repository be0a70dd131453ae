package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.OptionSet;
import dev.millrace.engine.model.RunRecord;
import dev.millrace.pipelines.ariel.simulate.ArielSimulation;
import dev.millrace.pipelines.ariel.simulate.ArielSimulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Simulated folders and the stages of sound mode, for its tests.
final class SoundFixture {
  private SoundFixture() {}

  static void simulate(ArielSimulation simulation, Path folder) {
    try (FolderContext context = new FolderContext(folder)) {
      ArielSimulator simulator = new ArielSimulator(simulation);
      simulator.writeCommon(context.output(), context.scratch());
      for (int planet = 0; planet < simulator.planets(); planet++) {
        simulator.writePlanet(planet, context.output(), context.scratch());
      }
    }
  }

  static ArielOptions options(Map<String, String> texts) {
    return OptionSet.of(ArielOptions.class).read(texts);
  }

  static FindAperture aperture(ArielOptions options) {
    ArielOptions.Extraction extraction = options.extraction();
    return new FindAperture(
        extraction.aperture(),
        extraction.apertureThreshold(),
        extraction.firstRow(),
        extraction.lastRow(),
        extraction.fgsSize(),
        PixelRules.of(options));
  }

  static ExtractCurves extract(ArielOptions options) {
    return new ExtractCurves(
        options.extraction().aperture(), options.fgsMode(), PixelRules.of(options));
  }

  static FitDepth depth(ArielOptions options) {
    return new FitDepth(
        options.curves().baselineOrder(),
        options.extraction().jitter(),
        options.curves().normalisation() == ArielOptions.Normalisation.OUT_OF_TRANSIT);
  }

  static List<Visit> visits(FolderContext context, ArielOptions options) {
    var dataset = Visits.of(options, Footprint.SOUND_CURVES).open(context);
    List<Visit> visits = new ArrayList<>();
    for (long item = 0; item < dataset.size(); item++) {
      visits.add(dataset.item(item));
    }
    return visits;
  }

  /// All stages on one visit: the report first, then the channels.
  static List<CurvePart> process(FolderContext context, ArielOptions options, Visit visit) {
    List<CurvePart> parts = new ArrayList<>();
    aperture(options)
        .apply(
            visit,
            context,
            found ->
                extract(options)
                    .apply(found, context, raw -> depth(options).apply(raw, context, parts::add)));
    return parts;
  }

  static Map<String, Object> figures(RunRecord record) {
    return Objects.requireNonNull(record.figures().get("visits"));
  }

  static double figure(RunRecord record, String name) {
    return (double) Objects.requireNonNull(figures(record).get(name), name);
  }

  static VisitReport report(FolderContext context, ArielOptions options, Visit visit) {
    return process(context, options, visit).getFirst().report().getFirst();
  }
}
