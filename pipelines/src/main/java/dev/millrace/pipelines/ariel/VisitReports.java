package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.ProductWriter;
import dev.millrace.engine.model.Sink;
import dev.millrace.engine.model.SinkContext;
import java.util.LinkedHashMap;
import java.util.Map;

/// Figures about the visits that passed [CheckVisit]; no file.
record VisitReports() implements Sink<CheckVisit.Found> {
  @Override
  public ProductWriter<CheckVisit.Found> open(SinkContext context) {
    return new Counter();
  }

  private static final class Counter implements ProductWriter<CheckVisit.Found> {
    private long planets;
    private long visits;
    private long lastPlanet = -1;
    private int mostAirsFrames;
    private int mostFgsFrames;
    private long deadPixels;
    private long notFinite;

    @Override
    public void write(CheckVisit.Found found) {
      visits++;
      planets += found.planet() == lastPlanet ? 0 : 1;
      lastPlanet = found.planet();
      mostAirsFrames = Math.max(mostAirsFrames, found.airsFrames());
      mostFgsFrames = Math.max(mostFgsFrames, found.fgsFrames());
      deadPixels += found.deadPixels();
      notFinite += found.notFinite();
    }

    @Override
    public Map<String, Object> finish() {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("planets", planets);
      figures.put("visits", visits);
      figures.put("airs_frames", mostAirsFrames);
      figures.put("fgs_frames", mostFgsFrames);
      figures.put("dead_pixels", deadPixels);
      figures.put("values_not_finite", notFinite);
      return figures;
    }
  }
}
