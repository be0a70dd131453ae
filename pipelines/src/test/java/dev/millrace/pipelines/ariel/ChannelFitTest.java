package dev.millrace.pipelines.ariel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChannelFitTest {
  private static final int SAMPLES = 1000;
  private static final int TRIALS = 300;
  private final SplittableRandom random = new SplittableRandom(21);

  private final double[] box = new double[SAMPLES];

  ChannelFitTest() {
    Arrays.fill(box, 350, 650, 1);
  }

  private float[] pointing() {
    float[] moments = new float[5 * SAMPLES];
    for (int i = 0; i < moments.length; i++) {
      moments[i] = (float) (0.05 * random.nextGaussian());
    }
    return moments;
  }

  @Test
  void whiteNoiseGivesHonestErrors() {
    ChannelFit fit =
        new ChannelFit(Baseline.of(SAMPLES, 2, new float[0], 0, 0), box, JitterMode.OFF);
    double[] pulls = new double[TRIALS];
    double slow = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      double[] flux = new double[SAMPLES];
      for (int k = 0; k < SAMPLES; k++) {
        double tau = 2.0 * k / SAMPLES - 1;
        double base = 40_000 * (1 + 0.003 * tau + 0.001 * tau * tau);
        flux[k] = base * (1 - 0.01 * box[k]) + 200 * random.nextGaussian();
      }
      ChannelFit.Measured measured = fit.measure(flux);
      pulls[trial] = (measured.depth() - 0.01) / measured.whiteError();
      slow += measured.slowNoise() / TRIALS;
      assertThat(measured.level()).isCloseTo(40_000, within(60.0));
    }
    assertThat(ShapeFitTest.mean(pulls)).isCloseTo(0, within(0.2));
    assertThat(ShapeFitTest.sigma(pulls)).isCloseTo(1, within(0.15));
    assertThat(slow).isCloseTo(1, within(0.05));
  }

  @Test
  void slowNoiseIsMeasured() {
    ChannelFit fit =
        new ChannelFit(Baseline.of(SAMPLES, 2, new float[0], 0, 0), box, JitterMode.OFF);
    double[] pulls = new double[TRIALS];
    for (int trial = 0; trial < TRIALS; trial++) {
      double[] flux = new double[SAMPLES];
      double slow = 0;
      for (int k = 0; k < SAMPLES; k++) {
        slow = 0.95 * slow + 0.1 * random.nextGaussian();
        flux[k] = 1000 * (1 - 0.01 * box[k]) + slow + 0.6 * random.nextGaussian();
      }
      ChannelFit.Measured measured = fit.measure(flux);
      double error = measured.whiteError() * Math.sqrt(measured.slowNoise());
      assertThat(measured.slowNoise()).isGreaterThan(1.5);
      pulls[trial] = (measured.depth() - 0.01) / error;
    }
    assertThat(ShapeFitTest.sigma(pulls)).isBetween(0.7, 1.6);
  }

  @Test
  void pointingIsTakenOutOnlyWhereItIsSeen() {
    float[] moments = pointing();
    Baseline baseline = Baseline.of(SAMPLES, 2, moments, SAMPLES, 5);
    ChannelFit fit = new ChannelFit(baseline, box, JitterMode.AUTO);
    double[] calm = new double[SAMPLES];
    double[] shaken = new double[SAMPLES];
    for (int k = 0; k < SAMPLES; k++) {
      double noise = random.nextGaussian();
      calm[k] = 1000 * (1 - 0.01 * box[k]) + noise;
      shaken[k] = calm[k] + 40 * moments[SAMPLES + k];
    }
    assertThat(fit.measure(calm).pointing()).isEmpty();
    ChannelFit.Measured measured = fit.measure(shaken);
    assertThat(measured.pointing()).hasSize(5);
    assertThat(measured.depth()).isCloseTo(0.01, within(5 * measured.whiteError()));
    assertThat(measured.scatter()).isCloseTo(1e-3, within(1e-4));
    assertThat(new ChannelFit(baseline, box, JitterMode.OFF).measure(shaken).pointing()).isEmpty();
    assertThat(new ChannelFit(baseline, box, JitterMode.ON).measure(calm).pointing()).hasSize(5);
  }

  @Test
  void aTransitThatIsNotThereIsNotPossible() {
    ChannelFit fit =
        new ChannelFit(
            Baseline.of(SAMPLES, 2, new float[0], 0, 0), new double[SAMPLES], JitterMode.OFF);
    assertThat(fit.isPossible()).isFalse();
  }
}
