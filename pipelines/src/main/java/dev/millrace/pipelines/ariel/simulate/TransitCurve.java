package dev.millrace.pipelines.ariel.simulate;

/// The relative flux of a limb-darkened star behind a dark disc, as a function of the distance of
/// their centres; quadratic law, `I(mu) = 1 - u1 (1 - mu) - u2 (1 - mu)^2` (Mandel and Agol 2002).
///
/// The flux lost is integrated over rings of the star: a ring of radius r is covered over the half
/// angle `acos((z^2 + r^2 - k^2) / 2zr)`. Rings lie at `a + (b - a) s^2 (3 - 2s)` between the
/// innermost and the outermost one touched, which takes away the square-root ends; s are Fejer's
/// quadrature points. Tabulated in z, finely where the limbs cross, and interpolated linearly.
final class TransitCurve {
  private static final int RINGS = 24;
  private static final int INNER_STEPS = 120;
  private static final int LIMB_STEPS = 240;
  private static final double[] RING_PLACES = new double[RINGS];
  private static final double[] RING_WEIGHTS = new double[RINGS];

  static {
    for (int ring = 0; ring < RINGS; ring++) {
      double angle = StrictMath.PI * (ring + 0.5) / RINGS;
      double s = (1 - StrictMath.cos(angle)) / 2;
      double weight = 1;
      for (int m = 1; m <= RINGS / 2; m++) {
        weight -= 2 * StrictMath.cos(2 * m * angle) / (4 * m * m - 1);
      }
      RING_PLACES[ring] = s * s * (3 - 2 * s);
      RING_WEIGHTS[ring] = weight / RINGS * 6 * s * (1 - s);
    }
  }

  private final double radiusRatio;
  private final double constant;
  private final double linear;
  private final double quadratic;
  private final double[] lost = new double[INNER_STEPS + LIMB_STEPS + 2];

  /// @param radiusRatio planet over star, above 0 and below 0.5
  TransitCurve(double radiusRatio, double u1, double u2) {
    this.radiusRatio = radiusRatio;
    constant = 1 - u1 - u2;
    linear = u1 + 2 * u2;
    quadratic = -u2;
    double whole = disc(1);
    for (int step = 0; step <= INNER_STEPS; step++) {
      lost[step] = lostAt((1 - radiusRatio) * step / INNER_STEPS) / whole;
    }
    for (int step = 1; step <= LIMB_STEPS; step++) {
      lost[INNER_STEPS + step] =
          lostAt(1 - radiusRatio + 2 * radiusRatio * step / LIMB_STEPS) / whole;
    }
    lost[INNER_STEPS + LIMB_STEPS] = 0;
  }

  /// The flux over that of the star alone.
  ///
  /// @param distance of the centres, in stellar radii
  double at(double distance) {
    if (distance >= 1 + radiusRatio) {
      return 1;
    }
    double inner = 1 - radiusRatio;
    double place =
        distance < inner
            ? distance / inner * INNER_STEPS
            : INNER_STEPS + (distance - inner) / (2 * radiusRatio) * LIMB_STEPS;
    int step = (int) place;
    double part = place - step;
    return 1 - (lost[step] * (1 - part) + lost[step + 1] * part);
  }

  /// The star's flux behind the planet.
  private double lostAt(double distance) {
    double from = StrictMath.abs(distance - radiusRatio);
    double to = StrictMath.min(1, distance + radiusRatio);
    double sum = distance < radiusRatio ? disc(from) : 0;
    double width = to - from;
    for (int ring = 0; ring < RINGS && width > 0; ring++) {
      double r = from + width * RING_PLACES[ring];
      double cosine =
          (distance * distance + r * r - radiusRatio * radiusRatio) / (2 * distance * r);
      double angle = StrictMath.acos(StrictMath.max(-1, StrictMath.min(1, cosine)));
      double mu2 = StrictMath.max(0, 1 - r * r);
      double brightness = constant + linear * StrictMath.sqrt(mu2) + quadratic * mu2;
      sum += brightness * 2 * r * angle * width * RING_WEIGHTS[ring];
    }
    return sum;
  }

  /// The flux of the star's inner disc of a radius.
  private double disc(double radius) {
    double mu2 = 1 - radius * radius;
    return StrictMath.PI
        * (constant * (1 - mu2)
            + linear * 2 / 3 * (1 - mu2 * StrictMath.sqrt(mu2))
            + quadratic / 2 * (1 - mu2 * mu2));
  }
}
