package dev.millrace.pipelines.ariel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShapeFitTest {
  private static final int SAMPLES = 300;
  private static final double HOURS = 7.5;
  private static final int TRIALS = 120;

  @Test
  void depthsAndTimesAreUnbiasedWithinTheirErrors() {
    SplittableRandom random = new SplittableRandom(11);
    double[] depthPulls = new double[TRIALS];
    double[] timePulls = new double[TRIALS];
    for (int trial = 0; trial < TRIALS; trial++) {
      double noise = 1e-4;
      double depth = Math.exp(Math.log(8e-3) + 0.7 * random.nextGaussian());
      TransitShape.Orbit orbit =
          new TransitShape.Orbit(
              24 * (2.8 + 4 * random.nextDouble()), 9, random.nextDouble() * 0.6);
      double middle = 3.75 + 0.3 * random.nextGaussian();
      double u1 = 0.12 + 0.08 * random.nextGaussian();
      TransitShape shape =
          new TransitShape().tabulate(orbit, ShapeFit.radius(depth), Math.abs(u1), 0.12);
      Baseline baseline = Baseline.of(SAMPLES, 2, new float[0], 0, 0);
      double[] hours = new double[SAMPLES];
      double[] flux = new double[SAMPLES];
      double slope = 5e-4 * random.nextGaussian();
      for (int k = 0; k < SAMPLES; k++) {
        hours[k] = HOURS * (k + 0.5) / SAMPLES;
        double base = 1 + slope * baseline.values()[SAMPLES + k];
        flux[k] = base * (1 - depth * shape.at(hours[k] - middle)) + noise * random.nextGaussian();
      }
      ShapeFit.Prior prior =
          new ShapeFit.Prior(
              orbit,
              new double[] {3.75, 0, orbit.impact(), 0.12, 0.12},
              new double[] {100, 0, 0, 0.15, 0.15});
      ShapeFit.Fitted fitted =
          new ShapeFit(hours, flux, baseline.values(), baseline.columns(), noise).fit(prior, true);
      depthPulls[trial] = (fitted.depth() - depth) / fitted.depthError();
      timePulls[trial] = (fitted.midTransitHours() - middle) / Math.sqrt(fitted.covariance()[0]);
    }
    assertThat(mean(depthPulls)).isCloseTo(0, within(0.3));
    assertThat(sigma(depthPulls)).isCloseTo(1, within(0.25));
    assertThat(mean(timePulls)).isCloseTo(0, within(0.3));
    assertThat(sigma(timePulls)).isCloseTo(1, within(0.25));
  }

  @Test
  void anUnknownOrbitIsFittedToo() {
    SplittableRandom random = new SplittableRandom(4);
    TransitShape.Orbit truth = new TransitShape.Orbit(96, 13, 0.2);
    TransitShape shape = new TransitShape().tabulate(truth, 0.1, 0.15, 0.1);
    double[] hours = new double[SAMPLES];
    double[] flux = new double[SAMPLES];
    for (int k = 0; k < SAMPLES; k++) {
      hours[k] = HOURS * (k + 0.5) / SAMPLES;
      flux[k] = 1 - 0.01 * shape.at(hours[k] - 3.5) + 5e-5 * random.nextGaussian();
    }
    Baseline baseline = Baseline.of(SAMPLES, 2, new float[0], 0, 0);
    ShapeFit.Prior prior =
        new ShapeFit.Prior(
            new TransitShape.Orbit(96, 10, 0.3),
            new double[] {3.75, 0, 0.3, 0.12, 0.1},
            new double[] {100, 0.5, 0.5, 0.15, 0.15});
    ShapeFit.Fitted fitted = new ShapeFit(hours, flux, baseline.values(), 3, 5e-5).fit(prior, true);
    assertThat(fitted.midTransitHours()).isCloseTo(3.5, within(0.01));
    assertThat(fitted.depth()).isCloseTo(0.01, within(5 * fitted.depthError()));
    assertThat(fitted.depthError()).isLessThan(5e-4);
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  static double sigma(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / (values.length - 1));
  }
}
