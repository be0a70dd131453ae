package dev.millrace.pipelines.ariel;

import dev.millrace.engine.io.OutputDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `qa.csv`: one line per visit, and the run's figures from all of them.
final class QualityTable implements AutoCloseable {
  private static final String HEADER =
      "planet_id,visit,exposures,airs_first_row,airs_rows,fgs_first_row,fgs_first_column,fgs_size,"
          + "bad_pixels,channels_lost,odd_even_ratio_airs,odd_even_ratio_fgs,scatter_airs,"
          + "photon_limit_airs,scatter_fgs,photon_limit_fgs,scatter_channel,noise_model_channel,"
          + "slow_noise_beta2,channels_decorrelated,cosmic_rays,transit,mid_transit_hours";

  private final TextTable table;
  private final List<Long> planets = new ArrayList<>();
  private final List<double[]> figures = new ArrayList<>();
  private long lost;
  private long cosmics;
  private long transits;

  QualityTable(OutputDirectory output) {
    this.table = new TextTable(output, "qa.csv", HEADER);
  }

  void add(Visit visit, VisitReport report) {
    table
        .add(visit.planet())
        .add((long) visit.visit())
        .add((long) report.exposures())
        .add((long) report.firstRow())
        .add((long) report.rows())
        .add((long) report.fgsRow())
        .add((long) report.fgsColumn())
        .add((long) report.fgsSize())
        .add((long) report.badPixels())
        .add((long) report.lostChannels())
        .add(report.ratioAirs())
        .add(report.ratioFgs())
        .add(report.scatterAirs())
        .add(report.photonAirs())
        .add(report.scatterFgs())
        .add(report.photonFgs())
        .add(report.scatterChannel())
        .add(report.noiseChannel())
        .add(report.slowNoise())
        .add((long) report.jitterChannels())
        .add((long) report.hitChannel().length)
        .add(report.transit() ? 1L : 0L)
        .add(report.midTransitHours())
        .end();
    count(visit, report);
  }

  private void count(Visit visit, VisitReport report) {
    if (planets.isEmpty() || planets.getLast() != visit.planet()) {
      planets.add(visit.planet());
    }
    lost += report.lostChannels();
    cosmics += report.hitChannel().length;
    transits += report.transit() ? 1 : 0;
    figures.add(
        new double[] {
          report.ratioAirs(),
          report.ratioFgs(),
          report.scatterAirs(),
          report.photonAirs(),
          report.scatterFgs(),
          report.photonFgs(),
          report.scatterChannel(),
          report.noiseChannel()
        });
  }

  void finish(Map<String, Object> result) {
    table.complete();
    result.put("planets", planets.size());
    result.put("visits", figures.size());
    result.put("transits", transits);
    result.put("channels_lost", lost);
    result.put("cosmic_rays", cosmics);
    String[] names = {
      "ratio_airs",
      "ratio_fgs",
      "scatter_airs",
      "photon_limit_airs",
      "scatter_fgs",
      "photon_limit_fgs",
      "scatter_channel",
      "noise_model_channel"
    };
    for (int i = 0; i < names.length; i++) {
      double[] values = new double[figures.size()];
      for (int visit = 0; visit < values.length; visit++) {
        values[visit] = figures.get(visit)[i];
      }
      double median = VisitFit.median(values, 0, values.length);
      if (Double.isFinite(median)) {
        result.put(names[i], median);
      }
    }
  }

  @Override
  public void close() {
    table.close();
  }
}
