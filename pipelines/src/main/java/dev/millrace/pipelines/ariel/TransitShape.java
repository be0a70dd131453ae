package dev.millrace.pipelines.ariel;

/// The light that a dark planet takes from a limb-darkened star, divided by the planet's depth
/// `(Rp/Rs)^2`, so that `flux = 1 - depth x shape`. Held as a table over the time from mid-transit;
/// a circular orbit makes both halves equal.
///
/// Quadratic limb darkening, `I(mu) = 1 - u1 (1 - mu) - u2 (1 - mu)^2`. The hidden light is the
/// integral over stellar rings of the arc behind the planet (Mandel & Agol 2002, eq. 1-2, solved
/// numerically): `integral of 2 r I(r) acos((z^2 + r^2 - k^2) / (2 z r)) dr` from `|z - k|` to
/// `min(1, z + k)`. With `r = centre - half cos(theta)` the square-root ends become smooth, and
/// Gauss-Legendre quadrature over `theta` with 16 nodes is good to 1e-6 of the depth.
final class TransitShape {
  private static final int NODES = 16;
  private static final double[] COSINE = new double[NODES];
  private static final double[] WEIGHT = new double[NODES];
  private static final int CELLS = 256;

  static {
    for (int i = 0; i < NODES; i++) {
      double x = StrictMath.cos(Math.PI * (i + 0.75) / (NODES + 0.5));
      double slope = 1;
      for (int newton = 0; newton < 6; newton++) {
        double before = 1;
        double legendre = x;
        for (int degree = 2; degree <= NODES; degree++) {
          double next = ((2 * degree - 1) * x * legendre - (degree - 1) * before) / degree;
          before = legendre;
          legendre = next;
        }
        slope = NODES * (x * legendre - before) / (x * x - 1);
        x -= legendre / slope;
      }
      double theta = 0.5 * Math.PI * (1 + x);
      COSINE[i] = StrictMath.cos(theta);
      WEIGHT[i] = StrictMath.sin(theta) * Math.PI / ((1 - x * x) * slope * slope);
    }
  }

  private final double[] table = new double[CELLS + 2];
  private double cellsPerHour;
  private double halfHours;

  /// Tabulates the shape.
  ///
  /// @param ratio planet radius in stellar radii, above 0
  TransitShape tabulate(Orbit orbit, double ratio, double u1, double u2) {
    halfHours = orbit.halfDurationHours(ratio);
    cellsPerHour = halfHours > 0 ? CELLS / halfHours : 0;
    for (int i = 0; i <= CELLS; i++) {
      double z = orbit.separation(halfHours * i / CELLS);
      table[i] = hidden(z, ratio, u1, u2) / (ratio * ratio);
    }
    table[CELLS + 1] = table[CELLS];
    return this;
  }

  /// Half the time from first to last contact; 0 when the planet never reaches the star's disc.
  double halfHours() {
    return halfHours;
  }

  /// The shape at a time from mid-transit, linear between table entries.
  double at(double hoursFromMiddle) {
    double cell = Math.abs(hoursFromMiddle) * cellsPerHour;
    if (!(cell < CELLS) || cellsPerHour == 0) {
      return 0;
    }
    int i = (int) cell;
    return table[i] + (cell - i) * (table[i + 1] - table[i]);
  }

  /// The share of the star's light behind the planet.
  ///
  /// @param z distance of the centres, stellar radii
  /// @param k planet radius, stellar radii
  static double hidden(double z, double k, double u1, double u2) {
    if (z >= 1 + k) {
      return 0;
    }
    double total = Math.PI * (1 - u1 / 3 - u2 / 6);
    double low = Math.abs(z - k);
    double high = Math.min(1, z + k);
    double covered = z < k ? disc(Math.min(1, k - z), u1, u2) : 0;
    double centre = 0.5 * (high + low);
    double half = 0.5 * (high - low);
    if (!(half > 0)) {
      return covered / total;
    }
    double sum = 0;
    for (int i = 0; i < NODES; i++) {
      double r = centre - half * COSINE[i];
      double cosine = (z * z + r * r - k * k) / (2 * z * r);
      double arc = 2 * StrictMath.acos(Math.clamp(cosine, -1.0, 1.0));
      double dim = 1 - Math.sqrt(Math.max(0, 1 - r * r));
      sum += WEIGHT[i] * arc * r * (1 - dim * (u1 + u2 * dim));
    }
    return (covered + half * sum) / total;
  }

  /// The light of the star's disc within a radius.
  private static double disc(double radius, double u1, double u2) {
    double mu = Math.sqrt(Math.max(0, 1 - radius * radius));
    return 2 * Math.PI * (lightAbove(1, u1, u2) - lightAbove(mu, u1, u2));
  }

  private static double lightAbove(double mu, double u1, double u2) {
    return mu * mu * ((1 - u1 - u2) / 2 + mu * ((u1 + 2 * u2) / 3 - mu * u2 / 4));
  }

  /// A circular orbit.
  ///
  /// @param periodHours time of one turn
  /// @param axis radius of the orbit, stellar radii
  /// @param impact least distance of the centres, stellar radii
  record Orbit(double periodHours, double axis, double impact) {
    /// From the columns P (days), sma (stellar radii) and i (degrees) of `train_star_info.csv`.
    static Orbit of(double periodDays, double axis, double inclinationDegrees) {
      double cosine = StrictMath.cos(Math.toRadians(inclinationDegrees));
      return new Orbit(24 * periodDays, axis, axis * Math.abs(cosine));
    }

    /// Distance of the centres, stellar radii; beyond the star while the planet is behind it.
    double separation(double hoursFromMiddle) {
      double phase = 2 * Math.PI * hoursFromMiddle / periodHours;
      double across = axis * StrictMath.sin(phase);
      double along = StrictMath.cos(phase);
      return along > 0
          ? Math.sqrt(across * across + impact * impact * along * along)
          : Double.MAX_VALUE;
    }

    double halfDurationHours(double ratio) {
      double reach = (1 + ratio) * (1 + ratio) - impact * impact;
      if (reach <= 0 || axis <= impact) {
        return 0;
      }
      double sine = Math.sqrt(reach / (axis * axis - impact * impact));
      return StrictMath.asin(Math.min(1, sine)) * periodHours / (2 * Math.PI);
    }
  }
}
