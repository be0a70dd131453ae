package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.Emitter;
import dev.millrace.engine.model.Stage;
import dev.millrace.engine.model.StageContext;
import java.util.List;

/// Counts the planets' folders and names what lies between them.
record FindStrays(ArielOptions.Split split) implements Stage<ArielOptions.Split, FindStrays.Found> {
  private static final int MOST_NAMED = 10;

  /// What a folder holds.
  ///
  /// @param strays names that belong to no planet
  record Found(int planets, int strays) {}

  @Override
  public void apply(ArielOptions.Split folder, StageContext context, Emitter<? super Found> out) {
    int planets = Visits.found(context.input(), folder).length;
    List<String> strays = Visits.strays(context.input(), folder);
    if (!strays.isEmpty()) {
      String more = strays.size() > MOST_NAMED ? ", ..." : "";
      context.degraded(
          "ariel.stray",
          "\"%s\" holds %d names that are no planet's folder and are passed over: %s%s"
              .formatted(
                  folder.folder(),
                  strays.size(),
                  String.join(", ", strays.subList(0, Math.min(MOST_NAMED, strays.size()))),
                  more));
    }
    out.emit(new Found(planets, strays.size()));
  }
}
