package dev.millrace.pipelines.ariel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TransitShapeTest {
  private static double byRings(double z, double k, double u1, double u2) {
    int rings = 400_000;
    double covered = 0;
    double total = 0;
    for (int i = 0; i < rings; i++) {
      double r = (i + 0.5) / rings;
      double dim = 1 - Math.sqrt(1 - r * r);
      double light = r * (1 - u1 * dim - u2 * dim * dim);
      total += Math.PI * light;
      double cosine = z == 0 ? (r < k ? -1 : 1) : (z * z + r * r - k * k) / (2 * z * r);
      covered += light * Math.acos(Math.clamp(cosine, -1.0, 1.0));
    }
    return covered / total;
  }

  @Test
  void hiddenLightIsThatOfFineRings() {
    for (double k : new double[] {0.02, 0.1, 0.2}) {
      for (double z : new double[] {0, 0.01, 0.05, 0.5, 0.9, 0.97, 1, 1.01, 1.08, 1.15}) {
        assertThat(TransitShape.hidden(z, k, 0.38, 0.22))
            .describedAs("z %s, k %s", z, k)
            .isCloseTo(byRings(z, k, 0.38, 0.22), within(3e-6 * k * k + 2e-9));
      }
    }
  }

  @Test
  void aUniformStarLosesTheDiscsArea() {
    assertThat(TransitShape.hidden(0.3, 0.1, 0, 0)).isCloseTo(0.01, within(1e-9));
    assertThat(TransitShape.hidden(1.2, 0.1, 0.3, 0.2)).isZero();
  }

  @Test
  void theTableFollowsTheOrbit() {
    TransitShape.Orbit orbit = TransitShape.Orbit.of(3.5, 9, 88);
    TransitShape shape = new TransitShape().tabulate(orbit, 0.1, 0.3, 0.2);
    double half = shape.halfHours();
    assertThat(orbit.separation(half)).isCloseTo(1.1, within(1e-9));
    assertThat(shape.at(half * 1.001)).isZero();
    assertThat(shape.at(-0.7)).isEqualTo(shape.at(0.7));
    double exact = TransitShape.hidden(orbit.separation(0.7), 0.1, 0.3, 0.2) / 0.01;
    assertThat(shape.at(0.7)).isCloseTo(exact, within(1e-4));
  }

  @Test
  void aPlanetThatPassesBesideItsStarHidesNothing() {
    TransitShape.Orbit orbit = new TransitShape.Orbit(84, 9, 1.3);
    assertThat(new TransitShape().tabulate(orbit, 0.1, 0.3, 0.2).at(0)).isZero();
  }
}
