package dev.millrace.pipelines.ariel;

import dev.millrace.kernels.linear.NormalEquations;
import java.util.Arrays;

/// Measures the depth of one channel after another with a transit shape that is already known: a
/// linear least-squares fit of baseline and depth whose matrix all channels share.
///
/// `flux = mean x (1 + baseline) - mean x depth x shape`, so the depth is the ratio of two
/// coefficients and its variance follows from theirs. The scatter is the residuals' own. Slow noise
/// that averages down less than white noise is measured by the time-averaging method (Pont et al.
/// 2006; Winn et al. 2008): `beta^2` is the variance of block means over what white residuals would
/// give, here averaged over 64 and 32 blocks.
///
/// Pointing terms are kept for a channel when they lower the Bayesian information criterion.
final class ChannelFit {
  private static final int BLOCKS = 64;

  private final int n;
  private final int columns;
  private final int polynomial;
  private final double[] design;
  private final double[] blockSums;
  private final int block;
  private final Solver full;
  private final Solver plain;
  private final JitterMode jitter;
  private final double[] rightSide;
  private final double[] fluxBlocks = new double[BLOCKS];

  /// One set of columns: its factored matrix and inverse.
  private static final class Solver {
    final int[] columns;
    final double[] factor;
    final double[] inverse;
    final double[] solution;
    boolean regular;

    Solver(int[] columns, double[] gram, int stride) {
      int m = columns.length;
      this.columns = columns;
      this.factor = new double[m * m];
      this.inverse = new double[m * m];
      this.solution = new double[m];
      for (int a = 0; a < m; a++) {
        for (int b = 0; b < m; b++) {
          factor[a * m + b] = gram[columns[a] * stride + columns[b]];
        }
      }
      regular = NormalEquations.factor(factor, m);
      if (regular) {
        NormalEquations.invert(factor, m, inverse);
      }
    }

    /// Solves for one right side.
    ///
    /// @return the sum of squared residuals
    double solve(double[] rightSide, double squares) {
      int m = columns.length;
      for (int a = 0; a < m; a++) {
        solution[a] = rightSide[columns[a]];
      }
      NormalEquations.solve(factor, m, solution);
      double explained = 0;
      for (int a = 0; a < m; a++) {
        explained += solution[a] * rightSide[columns[a]];
      }
      return squares - explained;
    }
  }

  /// One channel's result.
  ///
  /// @param depth `(Rp/Rs)^2`
  /// @param whiteError of the depth, from the scatter alone
  /// @param slowNoise `beta^2`
  /// @param level mean out-of-transit flux in the unit of the data
  /// @param scatter of one residual over the level
  /// @param trend [power of time] coefficients over the level, the constant left out
  /// @param pointing [moment] coefficients over the level; empty where the terms were not kept
  record Measured(
      double depth,
      double whiteError,
      double slowNoise,
      double level,
      double scatter,
      double[] trend,
      double[] pointing) {}

  /// @param shape [sample] the transit's shape times the white baseline over its mean
  ChannelFit(Baseline baseline, double[] shape, JitterMode jitter) {
    this.jitter = jitter;
    this.n = baseline.samples();
    this.polynomial = baseline.polynomial();
    this.columns = baseline.columns() + 1;
    this.design = Arrays.copyOf(baseline.values(), columns * n);
    System.arraycopy(shape, 0, design, (columns - 1) * n, n);
    double[] gram = new double[columns * columns];
    NormalEquations.gram(design, columns, n, gram);
    int[] all = new int[columns];
    int[] some = new int[polynomial + 1];
    for (int c = 0; c < columns; c++) {
      all[c] = c;
    }
    for (int c = 0; c < polynomial; c++) {
      some[c] = c;
    }
    some[polynomial] = columns - 1;
    this.full = new Solver(all, gram, columns);
    this.plain = new Solver(some, gram, columns);
    this.rightSide = new double[columns];
    this.block = n / BLOCKS;
    this.blockSums = new double[columns * BLOCKS];
    for (int c = 0; c < columns && block > 0; c++) {
      Baseline.blockMeans(design, c * n, block, BLOCKS, blockSums, c * BLOCKS);
    }
  }

  /// Whether the shape can be told from the baseline at all.
  boolean isPossible() {
    return plain.regular && block > 0;
  }

  /// @param flux [sample] any unit; finite
  Measured measure(double[] flux) {
    for (int c = 0; c < columns; c++) {
      rightSide[c] = NormalEquations.dot(design, c * n, flux, 0, n);
    }
    double squares = NormalEquations.dot(flux, 0, flux, 0, n);
    double plainSquares = plain.solve(rightSide, squares);
    Solver chosen = plain;
    double left = plainSquares;
    if (jitter != JitterMode.OFF && columns > polynomial + 1 && full.regular) {
      double fullSquares = full.solve(rightSide, squares);
      double gain = n * (StrictMath.log(plainSquares) - StrictMath.log(fullSquares));
      double price = (columns - polynomial - 1) * StrictMath.log(n);
      if (jitter == JitterMode.ON || gain > price) {
        chosen = full;
        left = fullSquares;
      }
    }
    return result(chosen, flux, Math.max(left, 0));
  }

  private Measured result(Solver solver, double[] flux, double squares) {
    int m = solver.columns.length;
    double level = solver.solution[0];
    double depth = -solver.solution[m - 1] / level;
    double variance = squares / (n - m);
    double[] inverse = solver.inverse;
    int last = (m - 1) * m;
    double spread = inverse[last + m - 1] + 2 * depth * inverse[last] + depth * depth * inverse[0];
    double error = Math.sqrt(variance * Math.max(0, spread)) / Math.abs(level);
    double[] pointing = new double[solver == full ? columns - 1 - polynomial : 0];
    for (int i = 0; i < pointing.length; i++) {
      pointing[i] = solver.solution[polynomial + i] / level;
    }
    double[] trend = new double[polynomial - 1];
    for (int i = 0; i < trend.length; i++) {
      trend[i] = solver.solution[i + 1] / level;
    }
    double slow = slowNoise(solver, flux, variance);
    double scatter = Math.sqrt(variance) / Math.abs(level);
    return new Measured(depth, error, slow, level, scatter, trend, pointing);
  }

  private double slowNoise(Solver solver, double[] flux, double variance) {
    Baseline.blockMeans(flux, 0, block, BLOCKS, fluxBlocks, 0);
    for (int a = 0; a < solver.columns.length; a++) {
      int from = solver.columns[a] * BLOCKS;
      for (int i = 0; i < BLOCKS; i++) {
        fluxBlocks[i] -= solver.solution[a] * blockSums[from + i];
      }
    }
    double fine = 0;
    double coarse = 0;
    for (int i = 0; i < BLOCKS; i += 2) {
      double pair = 0.5 * (fluxBlocks[i] + fluxBlocks[i + 1]);
      fine += fluxBlocks[i] * fluxBlocks[i] + fluxBlocks[i + 1] * fluxBlocks[i + 1];
      coarse += pair * pair;
    }
    int taken = polynomial + 1;
    double fineRatio = fine / (BLOCKS - taken) * block;
    double coarseRatio = coarse / (BLOCKS / 2 - taken) * (2 * block);
    return variance > 0 ? 0.5 * (fineRatio + coarseRatio) / variance : 1;
  }
}
