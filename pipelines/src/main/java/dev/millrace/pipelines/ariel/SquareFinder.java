package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.StageContext;
import dev.millrace.kernels.stats.Medians;
import java.util.stream.IntStream;

/// Looks for the star on FGS1 and puts a square around it: the brightest pixel of a coarse grid
/// leads to a row and a column through the star, whose light gives the centre. At most 58 of 1024
/// pixels are read.
final class SquareFinder {
  private static final int GRID_STEP = 8;
  private static final int HALF_WINDOW = 6;
  private static final double BRIGHT = 0.3;

  private final FindAperture stage;
  private final Visit visit;
  private final StageContext context;
  private final Detector detector = Detector.FGS1;
  private final int side = Detector.FGS1.columns();

  SquareFinder(FindAperture stage, Visit visit, StageContext context) {
    this.stage = stage;
    this.visit = visit;
    this.context = context;
  }

  Apertures.Square find() {
    PixelModel model = stage.rules().model(context, visit, detector);
    try (RawSignal file = stage.rules().open(context, visit, detector, new int[0])) {
      PixelPass pass = new PixelPass(context, file, model, stage.rules(), 0);
      int bright = brightest(file, pass);
      double[] ratios = new double[side];
      double[] across = line(file, pass, bright / side * side, 1, bright % side, ratios);
      double x = centre(across);
      double[] along = line(file, pass, (int) Math.round(x), side, bright / side, ratios);
      double y = centre(along);
      return square(x, y, along, across, brightMedian(along, ratios));
    }
  }

  private int brightest(RawSignal file, PixelPass pass) {
    file.expect(grid());
    int bright = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int pixel : grid()) {
      pass.calibrated(pixel);
      if (pass.isUsable() && pass.mean() > most) {
        most = pass.mean();
        bright = pixel;
      }
    }
    return bright;
  }

  private int[] grid() {
    int across = side / GRID_STEP;
    int[] grid = new int[across * across];
    for (int i = 0; i < grid.length; i++) {
      int row = GRID_STEP / 2 + GRID_STEP * (i / across);
      grid[i] = row * side + GRID_STEP / 2 + GRID_STEP * (i % across);
    }
    return grid;
  }

  /// Mean exposures along a row or column around a place, zero farther away; an unusable pixel gets
  /// the mean of its neighbours.
  private double[] line(
      RawSignal file, PixelPass pass, int from, int step, int around, double[] ratios) {
    double[] light = new double[side];
    int first = Math.max(0, around - GRID_STEP / 2 - HALF_WINDOW);
    int end = Math.min(side, around + GRID_STEP / 2 + HALF_WINDOW + 1);
    file.expect(IntStream.range(first, end).map(i -> from + i * step).toArray());
    for (int i = first; i < end; i++) {
      int pixel = from + i * step;
      pass.calibrated(pixel);
      light[i] = pass.isUsable() ? pass.mean() : Double.NaN;
      ratios[i] = pass.isUsable() ? pass.oddEvenRatio(pixel) : Double.NaN;
    }
    for (int i = 0; i < side; i++) {
      if (Double.isNaN(light[i])) {
        double before = i > 0 ? light[i - 1] : 0;
        double after = i < side - 1 && !Double.isNaN(light[i + 1]) ? light[i + 1] : before;
        light[i] = 0.5 * (before + after);
      }
    }
    return light;
  }

  /// The centre of light around the brightest place, from a window that follows it.
  private double centre(double[] light) {
    int peak = 0;
    for (int i = 0; i < side; i++) {
      peak = light[i] > light[peak] ? i : peak;
    }
    double centre = peak;
    for (int round = 0; round < 3; round++) {
      double sum = 0;
      double moment = 0;
      for (int i = 0; i < side; i++) {
        if (Math.abs(i - centre) <= HALF_WINDOW && light[i] > 0) {
          sum += light[i];
          moment += light[i] * i;
        }
      }
      centre = sum > 0 ? moment / sum : peak;
    }
    return centre;
  }

  private Apertures.Square square(
      double x, double y, double[] along, double[] across, double oddEvenRatio) {
    int size = Math.min(stage.fgsSize(), side);
    int firstRow = start(y, size);
    int firstColumn = start(x, size);
    double[] rowLight = new double[size];
    double[] columnLight = new double[size];
    for (int i = 0; i < size; i++) {
      rowLight[i] = Math.max(0, along[firstRow + i]);
      columnLight[i] = Math.max(0, across[firstColumn + i]);
    }
    return new Apertures.Square(firstRow, firstColumn, size, rowLight, columnLight, oddEvenRatio);
  }

  private int start(double centre, int size) {
    return Math.clamp(Math.round(centre - 0.5 * (size - 1)), 0, side - size);
  }

  /// The median ratio of the bright pixels; NaN when there is none.
  static double brightMedian(double[] means, double[] ratios) {
    double most = 0;
    for (double mean : means) {
      most = Math.max(most, mean);
    }
    double[] bright = new double[means.length];
    int n = 0;
    for (int i = 0; i < means.length; i++) {
      if (means[i] >= BRIGHT * most && Double.isFinite(ratios[i])) {
        bright[n++] = ratios[i];
      }
    }
    return n == 0 ? Double.NaN : Medians.median(bright, n);
  }
}
