package dev.millrace.pipelines.ariel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.engine.memory.MemoryPool;
import dev.millrace.engine.memory.PooledScratch;
import dev.millrace.engine.memory.Scratch;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PixelSeriesTest {
  private static final int READS = 2000;
  private static final int PIXEL = 5;
  private final Scratch scratch =
      new PooledScratch(
          new MemoryPool("heap", 1L << 30).open("test"),
          new MemoryPool("direct", 1L << 30).open("test"));
  private final PixelModel model = model();

  private static PixelModel model() {
    int pixels = Detector.AIRS_CH0.pixels();
    double[] dark = new double[pixels];
    double[] flat = new double[pixels];
    double[] read = new double[pixels];
    double[] linear = new double[CalibrationFrames.POWERS * pixels];
    Arrays.fill(dark, 0.5);
    Arrays.fill(flat, 1.02);
    Arrays.fill(read, 13);
    Arrays.fill(linear, 0, pixels, 0.14);
    Arrays.fill(linear, pixels, 2 * pixels, 0.9999);
    Arrays.fill(linear, 3 * pixels, 4 * pixels, 1.18e-11);
    return new PixelModel(
        new CalibrationFrames(Detector.AIRS_CH0, dark, new boolean[pixels], flat, linear, read),
        new PixelModel.Reads(0.4369, -1000, 0.1, 4.6),
        5);
  }

  private static short[] adu(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    short[] adu = new short[READS];
    for (int k = 0; k < READS; k++) {
      double electrons = k % 2 == 0 ? 650 : 30_000;
      adu[k] = (short) Math.round((electrons + 150 * random.nextGaussian() + 1000) * 0.4369);
    }
    return adu;
  }

  private static double expected(short[] adu, int exposure) {
    double[] value = new double[2];
    for (int read = 0; read < 2; read++) {
      double x = (adu[2 * exposure + read] & 0xffff) / 0.4369 - 1000;
      double y = 0.14 + 0.9999 * x + 1.18e-11 * x * x * x;
      value[read] = y - 0.5 * (read == 0 ? 0.1 : 4.6);
    }
    return (value[1] - value[0]) / 1.02;
  }

  private float[] calibrate(short[] adu, PixelSeries[] used) {
    RawSeries raw = new RawSeries(scratch, READS);
    raw.take(adu, 0);
    used[0] = new PixelSeries(scratch, raw);
    return used[0].calibrate(model, PIXEL, 65535);
  }

  @Test
  void anExposureIsTheDifferenceOfTwoCalibratedReads() {
    short[] adu = adu(1);
    PixelSeries[] used = new PixelSeries[1];
    float[] z = calibrate(adu, used);
    for (int k = 0; k < READS / 2; k++) {
      assertThat((double) z[k]).isCloseTo(expected(adu, k), within(0.02));
    }
    assertThat(used[0].damage()).isZero();
    double ratio = used[0].oddEvenRatio(model, PIXEL);
    assertThat(ratio).isCloseTo(30_000.0 / 650, within(1.5));
  }

  @Test
  void readsAtTheConvertersEndsAreFlagged() {
    short[] adu = adu(2);
    adu[7] = (short) 65535;
    adu[20] = 0;
    PixelSeries[] used = new PixelSeries[1];
    float[] z = calibrate(adu, used);
    assertThat(used[0].damage()).isEqualTo(Quality.SATURATED | Quality.AD_FLOOR);
    for (int k = 0; k < READS / 2; k++) {
      assertThat(Float.isNaN(z[k])).describedAs("exposure %d", k).isEqualTo(k == 3 || k == 10);
    }
  }

  @Test
  void theSaturationLimitIsWhatWasAsked() {
    short[] adu = adu(3);
    RawSeries raw = new RawSeries(scratch, READS);
    raw.take(adu, 0);
    PixelSeries series = new PixelSeries(scratch, raw);
    series.calibrate(model, PIXEL, 10_000);
    assertThat(series.damage()).isEqualTo(Quality.SATURATED);
  }
}
