package dev.millrace.pipelines.ariel.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PixelKernelTest {
  private static final double[] STRAIGHT = {0, 1, 0, 0, 0, 0};
  private static final double[] BENT = {0.14, 0.9999, -5.7e-9, 1.18e-11, -6.0e-17, 1.3e-22};

  /// Electrons a second, read noise, polynomial: faint, bright, saturated, blind and noisy pixels.
  private static final PixelModel[] MODELS = {
    model(Instrument.AIRS, 3, 13, BENT),
    model(Instrument.AIRS, 9000, 13, BENT),
    model(Instrument.FGS1, 250_000, 13, BENT),
    model(Instrument.FGS1, 3e6, 13, STRAIGHT),
    model(Instrument.AIRS, -50, 12, BENT),
    model(Instrument.AIRS, 40, 3000, STRAIGHT)
  };

  @Test
  void vectorsGiveTheBitsOfTheDefinition() {
    int[] counts = {0, 1, 2, 7, 8, 15, 16, 17, 31, 32, 33, 1009, 1023, 1024, 1025, 2048, 2999};
    int most = PixelKernel.padded(3000) + 64;
    float[] rows = light(most, 0.3f);
    float[] columns = light(most, 1.01f);
    for (PixelModel model : MODELS) {
      for (int count : counts) {
        for (int first : new int[] {0, 64}) {
          int[] expected = new int[most];
          int[] found = new int[most];
          new ScalarPixelKernel().fill(model, rows, 0, columns, 0, first, count, expected);
          new VectorPixelKernel().fill(model, rows, 0, columns, 0, first, count, found);
          assertThat(Arrays.copyOf(found, count))
              .as("%d pairs from %d", count, first)
              .isEqualTo(Arrays.copyOf(expected, count));
        }
      }
    }
  }

  @Test
  void deviatesAreNormalAndIndependent() {
    int pairs = 32_000;
    PixelModel model = model(Instrument.AIRS, 0, 1000, STRAIGHT);
    model.answer[0] = 30_000.5f;
    model.answer[1] = 1;
    Arrays.fill(model.answer, 2, PixelModel.TERMS, 0);
    double[] sums = new double[6];
    int[] reads = new int[pairs];
    int pixels = 100;
    for (int pixel = 0; pixel < pixels; pixel++) {
      model.setKeys(RandomStream.hash(SimulationFixture.SEED, pixel), RandomStream.hash(pixel));
      PixelKernel.best().fill(model, light(pairs, 0), 0, light(pairs, 0), 0, 0, pairs, reads);
      double before = 0;
      for (int pair = 0; pair < pairs; pair++) {
        double first = ((reads[pair] & 0xffff) - 30_000) / 1000.0;
        double second = ((reads[pair] >>> 16) - 30_000) / 1000.0;
        sums[0] += first + second;
        sums[1] += first * first + second * second;
        sums[2] += first * first * first + second * second * second;
        sums[3] += Math.pow(first, 4) + Math.pow(second, 4);
        sums[4] += first * second;
        sums[5] += first * before;
        before = first;
      }
    }
    double n = 2.0 * pairs * pixels;
    double tolerance = 5 / Math.sqrt(n);
    assertThat(sums[0] / n).isCloseTo(0, within(tolerance));
    assertThat(sums[1] / n).isCloseTo(1, within(tolerance * Math.sqrt(2)));
    assertThat(sums[2] / n).isCloseTo(0, within(tolerance * Math.sqrt(15)));
    assertThat(sums[3] / n).isCloseTo(3, within(tolerance * Math.sqrt(96)));
    assertThat(2 * sums[4] / n).isCloseTo(0, within(tolerance * Math.sqrt(2)));
    assertThat(2 * sums[5] / n).isCloseTo(0, within(tolerance * Math.sqrt(2)));
  }

  @Test
  void readsHaveTheMeanAndNoiseOfPhotonsAndElectronics() {
    for (double rate : new double[] {2, 100, 9000}) {
      double read = 13;
      PixelModel model = model(Instrument.AIRS, rate, read, BENT);
      int pairs = 64_000;
      int[] reads = new int[pairs];
      float[] one = light(pairs, 0);
      Arrays.fill(one, 1);
      PixelKernel.best().fill(model, one, 0, one, 0, 0, pairs, reads);
      Moments first = new Moments();
      Moments second = new Moments();
      Moments difference = new Moments();
      for (int word : reads) {
        double a = linearised(word & 0xffff);
        double b = linearised(word >>> 16);
        first.add(a);
        second.add(b);
        difference.add(b - a);
      }
      double quantum = 1 / (12 * Instrument.ADC_GAIN * Instrument.ADC_GAIN);
      double noise = read * read + quantum;
      double error = 5 * Math.sqrt((rate * 4.6 + noise) / pairs);
      assertThat(first.mean()).isCloseTo(rate * 0.1, within(error));
      assertThat(second.mean()).isCloseTo(rate * 4.6, within(error));
      assertThat(first.variance() / (rate * 0.1 + noise)).isCloseTo(1, within(0.03));
      assertThat(second.variance() / (rate * 4.6 + noise)).isCloseTo(1, within(0.03));
      assertThat(difference.variance() / (rate * 4.5 + 2 * noise)).isCloseTo(1, within(0.03));
    }
  }

  @Test
  void saturationStaysAtTheTop() {
    int[] reads = new int[64];
    PixelModel model = model(Instrument.FGS1, 3e6, 13, STRAIGHT);
    float[] one = light(64, 0);
    Arrays.fill(one, 1);
    PixelKernel.best().fill(model, one, 0, one, 0, 0, 64, reads);
    for (int word : reads) {
      assertThat(word >>> 16).isEqualTo(65_535);
    }
  }

  private static PixelModel model(
      Instrument instrument, double rate, double read, double[] linearity) {
    PixelModel model = new PixelModel();
    model.setTimes(instrument);
    model.setKeys(0x123456789ABCDEFL, 0x13579BDFL);
    model.setLight(rate, 0, read, 1.2);
    model.setAnswer(linearity, 0, 1, 1.2);
    return model;
  }

  /// A wavy series, 0 where `level` is.
  private static float[] light(int pairs, float level) {
    float[] light = new float[pairs];
    for (int pair = 0; pair < pairs; pair++) {
      light[pair] = level * (1 + 0.1f * (pair % 11 - 5));
    }
    return light;
  }

  private static double linearised(int dataNumber) {
    double x = dataNumber / Instrument.ADC_GAIN + Instrument.ADC_OFFSET;
    double y = 0;
    for (int power = BENT.length - 1; power >= 0; power--) {
      y = y * x + BENT[power];
    }
    return y;
  }
}
