package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.StageContext;
import java.util.Arrays;

/// Looks at every sixteenth AIRS channel in full and chooses the rows of the aperture. 6 % of the
/// columns give the profile across the rows, how it moves in time, and how it changes along the
/// spectrum.
final class RowFinder {
  private static final int NODE_STEP = 16;
  private static final int LEAST_HALF = 3;
  private static final int NODES = Channels.AIRS / NODE_STEP + 1;

  private final FindAperture stage;
  private final Visit visit;
  private final StageContext context;
  private final Detector detector = Detector.AIRS_CH0;
  private final PixelModel model;
  private final int[] nodes;
  private final double[] means;
  private final double[] ratios;

  RowFinder(FindAperture stage, Visit visit, StageContext context) {
    this.stage = stage;
    this.visit = visit;
    this.context = context;
    this.model = stage.rules().model(context, visit, detector);
    this.nodes = nodes();
    this.means = new double[detector.rows() * NODES];
    this.ratios = new double[means.length];
  }

  Apertures.Rows find() {
    int[] wanted = new int[means.length];
    for (int row = 0; row < detector.rows(); row++) {
      for (int node = 0; node < NODES; node++) {
        wanted[row * NODES + node] = row * detector.columns() + nodes[node];
      }
    }
    try (RawSignal file = stage.rules().open(context, visit, detector, wanted)) {
      PixelPass pass = new PixelPass(context, file, model, stage.rules(), 0);
      float[] white = white(pass);
      double[] profile = profile();
      boolean fixed = stage.rule() == ApertureRule.ROWS;
      int first = fixed ? stage.firstRow() : edge(profile, -1);
      int last = fixed ? stage.lastRow() : edge(profile, 1);
      return new Apertures.Rows(
          first,
          last - first + 1,
          shares(white, pass.exposures(), first, last),
          nodes,
          nodeProfiles(profile, first, last),
          SquareFinder.brightMedian(means, ratios));
    }
  }

  /// The white light of every row; notes each pixel's mean and read ratio.
  ///
  /// @return [row][exposure] e-; scratch
  private float[] white(PixelPass pass) {
    int times = pass.exposures();
    float[] white = ExtractCurves.fluxBuffer(context, times);
    Arrays.fill(white, 0, detector.rows() * times, 0);
    for (int row = 0; row < detector.rows(); row++) {
      for (int node = 0; node < NODES; node++) {
        int pixel = row * detector.columns() + nodes[node];
        float[] z = pass.calibrated(pixel);
        boolean usable = pass.isUsable();
        means[row * NODES + node] = usable ? pass.mean() : Double.NaN;
        ratios[row * NODES + node] = usable ? pass.oddEvenRatio(pixel) : Double.NaN;
        for (int k = 0; usable && k < times; k++) {
          white[row * times + k] += z[k];
        }
      }
    }
    return white;
  }

  /// Mean light of every row over the nodes whose pixel is usable.
  private double[] profile() {
    double[] profile = new double[detector.rows()];
    for (int row = 0; row < profile.length; row++) {
      int usable = 0;
      for (int node = 0; node < NODES; node++) {
        double mean = means[row * NODES + node];
        usable += Double.isNaN(mean) ? 0 : 1;
        profile[row] += Double.isNaN(mean) ? 0 : mean;
      }
      profile[row] /= Math.max(1, usable);
    }
    return profile;
  }

  /// The last row of the aperture on one side of the brightest.
  private int edge(double[] profile, int direction) {
    int peak = 0;
    for (int row = 0; row < profile.length; row++) {
      peak = profile[row] > profile[peak] ? row : peak;
    }
    int row = peak;
    while (row + direction >= 0 && row + direction < profile.length) {
      boolean near = Math.abs(row + direction - peak) < LEAST_HALF;
      if (!near && !(profile[row + direction] >= stage.threshold() * profile[peak])) {
        break;
      }
      row += direction;
    }
    return row;
  }

  private static float[] shares(float[] white, int times, int first, int last) {
    float[] shares = new float[(last - first + 1) * times];
    for (int k = 0; k < times; k++) {
      double total = 0;
      for (int row = first; row <= last; row++) {
        total += white[row * times + k];
      }
      for (int row = first; row <= last; row++) {
        shares[(row - first) * times + k] = (float) (white[row * times + k] / total);
      }
    }
    return shares;
  }

  /// Each node's profile; where a pixel of it is unusable, the mean profile at the node's
  /// brightness.
  private double[] nodeProfiles(double[] profile, int first, int last) {
    int count = last - first + 1;
    double[] profiles = new double[NODES * count];
    for (int node = 0; node < NODES; node++) {
      double seen = 0;
      double expected = 0;
      for (int row = first; row <= last; row++) {
        double mean = means[row * NODES + node];
        seen += Double.isNaN(mean) ? 0 : mean;
        expected += Double.isNaN(mean) ? 0 : profile[row];
      }
      for (int row = 0; row < count; row++) {
        double mean = means[(first + row) * NODES + node];
        double missing = expected > 0 ? profile[first + row] * seen / expected : 0;
        profiles[node * count + row] = Double.isNaN(mean) ? missing : mean;
      }
    }
    return profiles;
  }

  /// Every sixteenth column of the spectrum, moved aside where a pixel of it is unusable.
  private int[] nodes() {
    int[] chosen = new int[NODES];
    for (int node = 0; node < NODES; node++) {
      int middle = Math.min(node * NODE_STEP + NODE_STEP / 2, Channels.AIRS - 1);
      chosen[node] = Channels.FIRST_COLUMN + middle;
      for (int aside = 0; aside < NODE_STEP - 1; aside++) {
        int step = aside % 2 == 0 ? -aside / 2 : (aside + 1) / 2;
        int column = Channels.FIRST_COLUMN + middle + step;
        if (column <= Channels.LAST_COLUMN && isWhole(column)) {
          chosen[node] = column;
          break;
        }
      }
    }
    return chosen;
  }

  private boolean isWhole(int column) {
    for (int row = 0; row < detector.rows(); row++) {
      int quality = model.quality(row * detector.columns() + column);
      if (Quality.has(quality, Quality.DO_NOT_USE)) {
        return false;
      }
    }
    return true;
  }
}
