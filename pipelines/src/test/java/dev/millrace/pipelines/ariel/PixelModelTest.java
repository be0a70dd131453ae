package dev.millrace.pipelines.ariel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PixelModelTest {
  private static final Detector DETECTOR = Detector.FGS1;
  private static final int PIXELS = DETECTOR.pixels();
  private final double[] dark = new double[PIXELS];
  private final boolean[] dead = new boolean[PIXELS];
  private final double[] flat = new double[PIXELS];
  private final double[] linear = new double[CalibrationFrames.POWERS * PIXELS];
  private final double[] read = new double[PIXELS];

  PixelModelTest() {
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      dark[pixel] = 0.006 + 1e-5 * (pixel % 17);
      flat[pixel] = 1.01;
      read[pixel] = 13;
      linear[pixel] = 0.2;
      linear[PIXELS + pixel] = 1;
      linear[2 * PIXELS + pixel] = 1e-7;
    }
  }

  private PixelModel model() {
    return new PixelModel(
        new CalibrationFrames(DETECTOR, dark, dead, flat, linear, read),
        new PixelModel.Reads(0.4369, -1000, 0.1, 0.2),
        5);
  }

  @Test
  void aGoodPixelHasNoFlag() {
    PixelModel model = model();
    assertThat(model.quality(3)).isZero();
    assertThat(model.dark(3)).isEqualTo(dark[3]);
    double noise = (dark[3] * 0.1 + 2 * 169) / (1.01 * 1.01);
    assertThat(model.constantVariance(3)).isCloseTo(noise, within(1e-9));
  }

  @Test
  void deadPixelsAreNotUsed() {
    dead[3] = true;
    assertThat(model().quality(3)).isEqualTo(Quality.DEAD | Quality.DO_NOT_USE);
  }

  @Test
  void aMissingDarkCountsAsZeroAndThePixelIsKept() {
    dark[3] = Double.NaN;
    dark[4] = -0.5;
    PixelModel model = model();
    for (int pixel = 3; pixel <= 4; pixel++) {
      assertThat(model.quality(pixel)).isEqualTo(Quality.UNRELIABLE_DARK);
      assertThat(model.dark(pixel)).isZero();
    }
  }

  @Test
  void missingLinearityIsTheIdentityAndThePixelIsKept() {
    linear[2 * PIXELS + 3] = Double.NaN;
    linear[PIXELS + 4] = 0;
    PixelModel model = model();
    double[] coefficients = new double[CalibrationFrames.POWERS];
    for (int pixel = 3; pixel <= 4; pixel++) {
      assertThat(model.quality(pixel)).isEqualTo(Quality.NO_LIN_CORR);
      model.linearity(pixel, coefficients);
      assertThat(coefficients).containsExactly(0, 1, 0, 0, 0, 0);
    }
    model.linearity(5, coefficients);
    assertThat(coefficients).containsExactly(0.2, 1, 1e-7, 0, 0, 0);
  }

  @Test
  void aFlatThatIsNoFlatCountsAsOneAndTheLightIsPutBack() {
    double[] bad = {0, Double.NaN, 0.1, -0.04, Double.POSITIVE_INFINITY};
    System.arraycopy(bad, 0, flat, 3, bad.length);
    PixelModel model = model();
    for (int pixel = 3; pixel < 3 + bad.length; pixel++) {
      assertThat(model.quality(pixel)).isEqualTo(Quality.NO_FLAT_FIELD | Quality.DO_NOT_USE);
      assertThat(model.flat(pixel)).isEqualTo(1);
    }
  }

  @Test
  void pixelsAreHotByTheirNoiseAndNotByTheirDark() {
    dark[3] = 11.9;
    read[4] = 153;
    read[5] = Double.NaN;
    dark[6] = 1e6;
    PixelModel model = model();
    assertThat(model.quality(3)).isZero();
    for (int pixel = 4; pixel <= 6; pixel++) {
      assertThat(model.quality(pixel)).isEqualTo(Quality.HOT | Quality.DO_NOT_USE);
    }
  }

  @Test
  void emptyCalibrationDoesNotThrow() {
    Arrays.fill(dark, Double.NaN);
    Arrays.fill(read, Double.NaN);
    assertThat(model().quality(0) & Quality.UNRELIABLE_DARK).isNotZero();
  }
}
