package dev.millrace.pipelines.ariel.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitCurveTest {
  @ParameterizedTest
  @CsvSource({"0.02, 0, 0", "0.1, 0, 0", "0.1, 0.38, 0.22", "0.22, 0.12, 0.1", "0.05, 0.6, 0"})
  void agreesWithSummingTheDiscPointByPoint(double ratio, double u1, double u2) {
    TransitCurve curve = new TransitCurve(ratio, u1, u2);
    for (double distance :
        new double[] {0, 0.3 * ratio, 0.5, 0.9, 1 - ratio, 0.999, 1 + ratio / 2}) {
      assertThat(1 - curve.at(distance))
          .as("distance %s", distance)
          .isCloseTo(lost(distance, ratio, u1, u2), within(5e-4 * ratio * ratio));
    }
    assertThat(curve.at(1 + ratio)).isEqualTo(1);
    assertThat(curve.at(3)).isEqualTo(1);
  }

  /// Sums the covered part of the star in polar coordinates around the planet.
  private static double lost(double distance, double ratio, double u1, double u2) {
    int steps = 500;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      double r = ratio * (i + 0.5) / steps;
      for (int j = 0; j < steps; j++) {
        double x = distance + r * Math.cos(2 * Math.PI * (j + 0.5) / steps);
        double y = r * Math.sin(2 * Math.PI * (j + 0.5) / steps);
        double mu2 = 1 - x * x - y * y;
        double mu = Math.sqrt(Math.max(0, mu2));
        sum += mu2 > 0 ? r * (1 - u1 * (1 - mu) - u2 * (1 - mu) * (1 - mu)) : 0;
      }
    }
    double area = 2 * Math.PI * ratio / steps / steps;
    return sum * area / (Math.PI * (1 - u1 / 3 - u2 / 6));
  }
}
