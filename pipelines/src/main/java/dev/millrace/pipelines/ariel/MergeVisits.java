package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.Emitter;
import dev.millrace.engine.model.Gather;
import dev.millrace.engine.model.Group;
import dev.millrace.engine.model.StageContext;
import dev.millrace.engine.model.WorkingSet;
import java.util.ArrayList;
import java.util.List;

/// Brings the visits of a planet together: their light curves stay apart, for each has its own
/// transit time; their depths are averaged with inverse variances as weights.
record MergeVisits() implements Gather<CurvePart, PlanetPart> {
  private static final long CURVES_BYTES = 7L << 20;

  @Override
  public void gather(
      Group<CurvePart> group, StageContext context, Emitter<? super PlanetPart> out) {
    long planet = Long.parseLong(group.key());
    List<VisitReport> reports = new ArrayList<>();
    for (CurvePart part : group) {
      reports.addAll(part.report());
      out.emit(new PlanetPart(planet, List.of(part), List.of()));
    }
    out.emit(new PlanetPart(planet, List.of(), List.of(merge(reports, group.missing().size()))));
  }

  @Override
  public WorkingSet workingSet() {
    return new WorkingSet(CURVES_BYTES, 0);
  }

  static PlanetSpectrum merge(List<VisitReport> reports, int missing) {
    double[] depth = new double[Channels.COUNT];
    double[] error = new double[Channels.COUNT];
    int[] quality = new int[Channels.COUNT];
    double disagreement = 0;
    int freedom = 0;
    for (int channel = 0; channel < Channels.COUNT; channel++) {
      double weights = 0;
      double sum = 0;
      int usable = 0;
      for (VisitReport report : reports) {
        double sigma = report.depthError()[channel];
        quality[channel] |= report.quality()[channel] & ~Quality.DO_NOT_USE;
        if (sigma > 0 && Double.isFinite(report.depth()[channel])) {
          weights += 1 / (sigma * sigma);
          sum += report.depth()[channel] / (sigma * sigma);
          usable++;
        }
      }
      depth[channel] = usable > 0 ? sum / weights : Double.NaN;
      error[channel] = usable > 0 ? 1 / Math.sqrt(weights) : Double.NaN;
      quality[channel] |= usable > 0 ? 0 : Quality.DO_NOT_USE;
      for (VisitReport report : reports) {
        double off = (report.depth()[channel] - depth[channel]) / report.depthError()[channel];
        disagreement += usable > 1 && Double.isFinite(off) ? off * off : 0;
      }
      freedom += Math.max(0, usable - 1);
    }
    int visits = (int) reports.stream().filter(VisitReport::transit).count();
    return new PlanetSpectrum(
        visits, missing, depth, error, quality, freedom > 0 ? disagreement / freedom : Double.NaN);
  }
}
