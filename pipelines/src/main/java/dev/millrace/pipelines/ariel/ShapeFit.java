package dev.millrace.pipelines.ariel;

import dev.millrace.kernels.linear.NormalEquations;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Fits the transit's shape to one bright light curve: mid-transit time, limb darkening and, where
/// the star's table leaves them open, the orbit; the depth and the baseline follow linearly.
///
/// The model is `flux = baseline - depth x shape x baseline / mean`, the baseline a sum of given
/// columns. For every trial shape the best baseline and depth are known in closed form (variable
/// projection, Golub & Pereyra 1973): the columns are made orthonormal once, data and shape lose
/// their part along them, the depth is the ratio of what is left. Levenberg-Marquardt steps move
/// the other unknowns under Gaussian priors; the planet's radius in the shape is the root of the
/// depth.
final class ShapeFit {
  /// Unknowns: mid-transit time (h), logarithm of the axis over its prior value, impact, u1, u2.
  static final int UNKNOWNS = 5;

  private static final double[] STEP = {2e-3, 2e-3, 2e-3, 5e-3, 5e-3};
  private static final int MOST_STEPS = 25;

  private final double[] hours;
  private final double[] flux;
  private final double[] basis;
  private final int columns;
  private final int n;
  private final double sigma;
  private final TransitShape shape = new TransitShape();
  private final double[] modulation;
  private final double[] shapeNow;
  private final double[] residual;
  private double depth;
  private double shapeNorm;
  private @Nullable Tabulated tabulated;

  private record Tabulated(TransitShape.Orbit orbit, double ratio, double u1, double u2) {}

  /// What is known before the fit.
  ///
  /// @param mean [unknown] prior means
  /// @param width [unknown] prior sigmas; 0 keeps the unknown fixed
  record Prior(TransitShape.Orbit orbit, double[] mean, double[] width) {
    Prior {
      if (mean.length != UNKNOWNS || width.length != UNKNOWNS) {
        throw new IllegalArgumentException("a prior has " + UNKNOWNS + " means and widths");
      }
    }
  }

  /// The fitted shape.
  ///
  /// @param values [unknown]
  /// @param covariance [unknown][unknown]; zero rows for fixed ones
  /// @param depth `(Rp/Rs)^2` of this light curve
  /// @param depthError with the uncertainty of the shape
  /// @param shapeError share of the depth that the uncertain shape may be wrong by: common to all
  ///   channels measured with it
  record Fitted(
      TransitShape.Orbit orbit,
      double[] values,
      double[] covariance,
      double depth,
      double depthError,
      double shapeError) {
    double midTransitHours() {
      return values[0];
    }

    /// The shape, with limb darkening scaled to another wavelength.
    TransitShape shape(double u1Factor, double u2Factor) {
      return new TransitShape()
          .tabulate(orbit, radius(depth), values[3] * u1Factor, values[4] * u2Factor);
    }
  }

  /// @param hours [sample] time
  /// @param flux [sample] of order one
  /// @param design [column][sample] baseline columns, the first one constant
  /// @param sigma scatter of one sample
  ShapeFit(double[] hours, double[] flux, double[] design, int columns, double sigma) {
    this.hours = hours;
    this.n = hours.length;
    this.columns = columns;
    this.sigma = sigma;
    this.basis = orthonormal(design, columns, n);
    this.flux = flux.clone();
    this.modulation = new double[n];
    Arrays.fill(modulation, 1);
    this.shapeNow = new double[n];
    this.residual = new double[n];
  }

  /// Looks for the transit over the whole series, then refines it.
  ///
  /// @param search false starts at the prior's mid-transit time
  Fitted fit(Prior prior, boolean search) {
    double[] values = prior.mean().clone();
    depth = 6e-3;
    if (search) {
      values[0] = scan(prior, values);
    }
    double[] covariance = refine(prior, values);
    return result(prior, values, covariance);
  }

  /// The start: of equally spaced mid-transit times the one with the least residual and a positive
  /// depth.
  private double scan(Prior prior, double[] values) {
    double[] trial = values.clone();
    evaluate(prior, trial);
    double step = Math.max(shape.halfHours() / 12, (hours[n - 1] - hours[0]) / 500);
    double best = values[0];
    double bestCost = Double.POSITIVE_INFINITY;
    double bestDepth = depth;
    for (double t = hours[0]; t <= hours[n - 1] && step > 0; t += step) {
      trial[0] = t;
      project(trial[0]);
      double cost = NormalEquations.dot(residual, 0, residual, 0, n);
      if (depth > 0 && cost < bestCost) {
        bestCost = cost;
        best = t;
        bestDepth = depth;
      }
    }
    depth = bestDepth;
    return best;
  }

  private double[] refine(Prior prior, double[] values) {
    double[] trial = values.clone();
    double[] jacobian = new double[UNKNOWNS * n];
    double[] hessian = new double[UNKNOWNS * UNKNOWNS];
    double[] gradient = new double[UNKNOWNS];
    double damping = 1e-3;
    evaluate(prior, values);
    evaluate(prior, values);
    double cost = cost(prior, values);
    for (int step = 0; step < MOST_STEPS; step++) {
      linearize(prior, values, jacobian, hessian, gradient);
      boolean better = false;
      double gain = 0;
      for (int attempt = 0; attempt < 6 && !better; attempt++) {
        advance(prior, values, trial, hessian, gradient, damping);
        evaluate(prior, trial);
        double trialCost = cost(prior, trial);
        gain = cost - trialCost;
        better = gain >= 0;
        damping *= better ? 0.2 : 8;
        if (better) {
          System.arraycopy(trial, 0, values, 0, UNKNOWNS);
          modulate(values[0]);
        }
      }
      evaluate(prior, values);
      cost = cost(prior, values);
      if (!better || gain < 1e-4) {
        break;
      }
    }
    linearize(prior, values, jacobian, hessian, gradient);
    double[] covariance = new double[UNKNOWNS * UNKNOWNS];
    if (NormalEquations.factor(hessian, UNKNOWNS)) {
      NormalEquations.invert(hessian, UNKNOWNS, covariance);
    }
    zeroFixed(prior, covariance);
    return covariance;
  }

  private Fitted result(Prior prior, double[] values, double[] covariance) {
    evaluate(prior, values);
    double fitted = depth;
    double linearError = sigma / Math.sqrt(shapeNorm);
    double[] slope = new double[UNKNOWNS];
    double[] moved = values.clone();
    for (int u = 0; u < UNKNOWNS; u++) {
      if (prior.width()[u] > 0) {
        depth = fitted;
        moved[u] = values[u] + STEP[u];
        evaluate(prior, moved);
        slope[u] = (depth - fitted) / STEP[u];
        moved[u] = values[u];
      }
    }
    double variance = 0;
    for (int a = 0; a < UNKNOWNS; a++) {
      for (int b = 0; b < UNKNOWNS; b++) {
        variance += slope[a] * covariance[a * UNKNOWNS + b] * slope[b];
      }
    }
    depth = fitted;
    double total = Math.sqrt(linearError * linearError + variance);
    double share = fitted == 0 ? 0 : Math.sqrt(Math.max(0, variance)) / Math.abs(fitted);
    return new Fitted(orbit(prior, values), values, covariance, fitted, total, share);
  }

  /// Tabulates the shape for these values, with the radius of the present depth, and projects.
  private void evaluate(Prior prior, double[] values) {
    Tabulated wanted = new Tabulated(orbit(prior, values), radius(depth), values[3], values[4]);
    if (!wanted.equals(tabulated)) {
      shape.tabulate(wanted.orbit(), wanted.ratio(), wanted.u1(), wanted.u2());
      tabulated = wanted;
    }
    project(values[0]);
  }

  /// Sets depth, residual and the norm of the projected shape for the tabulated shape.
  private void project(double middle) {
    double[] data = residual;
    System.arraycopy(flux, 0, data, 0, n);
    for (int i = 0; i < n; i++) {
      shapeNow[i] = shape.at(hours[i] - middle) * modulation[i];
    }
    reject(data);
    reject(shapeNow);
    shapeNorm = NormalEquations.dot(shapeNow, 0, shapeNow, 0, n);
    depth = shapeNorm > 1e-9 ? -NormalEquations.dot(shapeNow, 0, data, 0, n) / shapeNorm : 0;
    for (int i = 0; i < n; i++) {
      data[i] += depth * shapeNow[i];
    }
  }

  /// Takes away the part along the baseline columns.
  private void reject(double[] series) {
    for (int c = 0; c < columns; c++) {
      double part = NormalEquations.dot(basis, c * n, series, 0, n);
      for (int i = 0; i < n; i++) {
        series[i] -= part * basis[c * n + i];
      }
    }
  }

  /// Sets the modulation to the baseline under the transit, over its mean: the part along the
  /// baseline columns of the data with the transit put back.
  private void modulate(double middle) {
    double[] base = new double[n];
    for (int i = 0; i < n; i++) {
      base[i] = flux[i] + depth * shape.at(hours[i] - middle) * modulation[i];
    }
    double[] kept = base.clone();
    reject(kept);
    double mean = 0;
    for (int i = 0; i < n; i++) {
      base[i] -= kept[i];
      mean += base[i] / n;
    }
    for (int i = 0; i < n; i++) {
      modulation[i] = base[i] / mean;
    }
  }

  private double cost(Prior prior, double[] values) {
    double sum = NormalEquations.dot(residual, 0, residual, 0, n) / (sigma * sigma);
    for (int u = 0; u < UNKNOWNS; u++) {
      if (prior.width()[u] > 0) {
        double off = (values[u] - prior.mean()[u]) / prior.width()[u];
        sum += off * off;
      }
    }
    return sum;
  }

  private void linearize(
      Prior prior, double[] values, double[] jacobian, double[] hessian, double[] gradient) {
    double keptDepth = depth;
    evaluate(prior, values);
    double[] here = residual.clone();
    double[] moved = values.clone();
    for (int u = 0; u < UNKNOWNS; u++) {
      if (prior.width()[u] > 0) {
        depth = keptDepth;
        moved[u] = values[u] + STEP[u];
        evaluate(prior, moved);
        moved[u] = values[u];
        for (int i = 0; i < n; i++) {
          jacobian[u * n + i] = (residual[i] - here[i]) / STEP[u];
        }
      }
    }
    depth = keptDepth;
    System.arraycopy(here, 0, residual, 0, n);
    NormalEquations.gram(jacobian, UNKNOWNS, n, hessian);
    double weight = 1 / (sigma * sigma);
    for (int u = 0; u < UNKNOWNS; u++) {
      gradient[u] = weight * NormalEquations.dot(jacobian, u * n, here, 0, n);
      for (int v = 0; v < UNKNOWNS; v++) {
        hessian[u * UNKNOWNS + v] *= weight;
      }
      double width = prior.width()[u];
      double precision = width > 0 ? 1 / (width * width) : 1;
      hessian[u * UNKNOWNS + u] += precision;
      gradient[u] += width > 0 ? precision * (values[u] - prior.mean()[u]) : 0;
    }
  }

  private static void advance(
      Prior prior,
      double[] values,
      double[] trial,
      double[] hessian,
      double[] gradient,
      double damping) {
    double[] matrix = hessian.clone();
    double[] step = gradient.clone();
    for (int u = 0; u < UNKNOWNS; u++) {
      matrix[u * UNKNOWNS + u] *= 1 + damping;
    }
    if (!NormalEquations.factor(matrix, UNKNOWNS)) {
      Arrays.fill(step, 0);
    } else {
      NormalEquations.solve(matrix, UNKNOWNS, step);
    }
    for (int u = 0; u < UNKNOWNS; u++) {
      trial[u] = prior.width()[u] > 0 ? values[u] - step[u] : values[u];
    }
    trial[1] = Math.clamp(trial[1], -0.7, 0.7);
    trial[2] = Math.clamp(Math.abs(trial[2]), 0, 0.95);
    trial[3] = Math.clamp(trial[3], 0, 1);
    trial[4] = Math.clamp(trial[4], -0.3, 1 - trial[3]);
  }

  private static void zeroFixed(Prior prior, double[] covariance) {
    for (int u = 0; u < UNKNOWNS; u++) {
      for (int v = 0; v < UNKNOWNS; v++) {
        if (prior.width()[u] == 0 || prior.width()[v] == 0) {
          covariance[u * UNKNOWNS + v] = 0;
        }
      }
    }
  }

  private static TransitShape.Orbit orbit(Prior prior, double[] values) {
    TransitShape.Orbit known = prior.orbit();
    return new TransitShape.Orbit(
        known.periodHours(), known.axis() * StrictMath.exp(values[1]), values[2]);
  }

  static double radius(double depth) {
    return Math.sqrt(Math.clamp(depth, 1e-5, 0.09));
  }

  /// Gram-Schmidt, twice for accuracy; a column that adds nothing becomes zero.
  private static double[] orthonormal(double[] design, int columns, int n) {
    double[] basis = Arrays.copyOf(design, columns * n);
    for (int c = 0; c < columns; c++) {
      double before = NormalEquations.dot(basis, c * n, basis, c * n, n);
      for (int pass = 0; pass < 2; pass++) {
        for (int d = 0; d < c; d++) {
          double part = NormalEquations.dot(basis, c * n, basis, d * n, n);
          for (int i = 0; i < n; i++) {
            basis[c * n + i] -= part * basis[d * n + i];
          }
        }
      }
      double left = NormalEquations.dot(basis, c * n, basis, c * n, n);
      double scale = left > 1e-10 * before ? 1 / Math.sqrt(left) : 0;
      for (int i = 0; i < n; i++) {
        basis[c * n + i] *= scale;
      }
    }
    return basis;
  }
}
