package dev.millrace.pipelines.ariel;

/// One visit of one planet, the item of the pipeline: where its files are.
///
/// @param planet the competition's number of the planet
/// @param visit 0 for the first
record Visit(ArielOptions.Split split, long planet, int visit) {

  /// The key of the planet's folder, with a `/` at its end.
  String folder() {
    return split.folder() + "/" + planet + "/";
  }

  String signalKey(Detector detector) {
    return folder() + detector.signalFile(visit);
  }

  /// @param map one of `dark`, `dead`, `flat`, `linear_corr`, `read`
  String calibrationKey(Detector detector, String map) {
    return folder() + detector.calibrationFile(visit, map);
  }

  /// Visits of one planet share it.
  String planetKey() {
    return Long.toString(planet);
  }

  String title() {
    return "planet " + planet + " visit " + visit;
  }

  /// The planet of a [#title].
  static long planetOf(String title) {
    return Long.parseLong(title.substring("planet ".length(), title.indexOf(" visit ")));
  }
}
