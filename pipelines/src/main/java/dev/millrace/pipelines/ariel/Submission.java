package dev.millrace.pipelines.ariel;

import dev.millrace.engine.io.OutputDirectory;
import java.util.Map;

/// `submission.csv` in the competition's form, and its score where the truth is known. A lost
/// channel gets the mean of its nearest measured neighbours with three times their error; a planet
/// without any depth, or whose visits all failed, gets what is known of planets in general: mean
/// and spread of `train.csv`. Without that file it has no row.
final class Submission implements AutoCloseable {
  private final TextTable table;
  private final Score score;
  private final double[] priorDepth;
  private final double[] priorError;

  Submission(OutputDirectory output, ArielOptions.Split split, Spectra truths) {
    StringBuilder header = new StringBuilder("planet_id");
    for (String name : new String[] {"wl_", "sigma_"}) {
      for (int channel = 1; channel <= Channels.COUNT; channel++) {
        header.append(',').append(name).append(channel);
      }
    }
    this.table = new TextTable(output, "submission.csv", header.toString());
    boolean known = split == ArielOptions.Split.TRAIN && !truths.isEmpty();
    this.score = new Score(known ? truths.depths() : new double[0]);
    this.priorDepth = truths.isEmpty() ? new double[0] : truths.mean();
    this.priorError = truths.isEmpty() ? new double[0] : truths.spread();
  }

  /// A planet that nothing was measured of.
  void addUnmeasured(long planet) {
    if (priorDepth.length == Channels.COUNT) {
      row(planet, priorDepth, priorError);
    }
  }

  /// @param truth [channel]; empty where it is not known
  void add(long planet, PlanetSpectrum spectrum, double[] truth) {
    double[] depth = spectrum.depth().clone();
    double[] error = spectrum.error().clone();
    if (!fill(depth, error)) {
      addUnmeasured(planet);
      return;
    }
    row(planet, depth, error);
    if (truth.length == Channels.COUNT) {
      score.add(truth, depth, error);
    }
  }

  private void row(long planet, double[] depth, double[] error) {
    table.add(planet);
    for (double value : depth) {
      table.addFixed(value);
    }
    for (double value : error) {
      table.addFixed(value);
    }
    table.end();
  }

  void finish(Map<String, Object> figures) {
    table.complete();
    if (!score.isEmpty()) {
      figures.put("score", score.value());
      figures.put("pull_mean", score.pullMean());
      figures.put("pull_sigma", score.pullSigma());
    }
  }

  @Override
  public void close() {
    table.close();
  }

  /// @return false when nothing is measured
  private static boolean fill(double[] depth, double[] error) {
    boolean[] measured = new boolean[depth.length];
    boolean any = false;
    for (int channel = 0; channel < depth.length; channel++) {
      measured[channel] = Double.isFinite(depth[channel]) && error[channel] > 0;
      any |= measured[channel];
    }
    for (int channel = 0; channel < depth.length && any; channel++) {
      if (!measured[channel]) {
        int below = channel;
        int above = channel;
        while (below >= 0 && !measured[below]) {
          below--;
        }
        while (above < depth.length && !measured[above]) {
          above++;
        }
        int left = below >= 0 ? below : above;
        int right = above < depth.length ? above : below;
        depth[channel] = 0.5 * (depth[left] + depth[right]);
        error[channel] = 3 * Math.max(error[left], error[right]);
      }
    }
    return any;
  }
}
