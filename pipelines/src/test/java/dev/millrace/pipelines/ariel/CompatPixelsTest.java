package dev.millrace.pipelines.ariel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.memory.PooledScratch;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CompatPixelsTest {
  private static final int PIXELS = Detector.FGS1.pixels();
  private static final int NAN_DARK = 1;
  private static final int NAN_LINEAR = 2;
  private static final int ZERO_FLAT = 3;
  private static final int DEAD = 4;

  private static CalibrationFrames frames() {
    SplittableRandom random = new SplittableRandom(3);
    double[] dark = new double[PIXELS];
    double[] flat = new double[PIXELS];
    double[] linear = new double[6 * PIXELS];
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      dark[pixel] = 0.006 + 0.001 * random.nextGaussian();
      flat[pixel] = 1.01 + 0.01 * random.nextGaussian();
      linear[pixel] = 0.14;
      linear[PIXELS + pixel] = 1 + 0.005 * random.nextGaussian();
      linear[2 * PIXELS + pixel] = -5.7e-9;
      linear[3 * PIXELS + pixel] = 1.18e-11;
      linear[4 * PIXELS + pixel] = -6e-17;
      linear[5 * PIXELS + pixel] = 1.3e-22;
    }
    boolean[] dead = new boolean[PIXELS];
    dead[DEAD] = true;
    dark[NAN_DARK] = Double.NaN;
    linear[3 * PIXELS + NAN_LINEAR] = Double.NaN;
    flat[ZERO_FLAT] = 0;
    return new CalibrationFrames(Detector.FGS1, dark, dead, flat, linear, new double[PIXELS]);
  }

  private static CompatSteps steps(int switches) {
    return new CompatSteps(
        (switches & 1) != 0,
        (switches & 2) != 0,
        (switches & 4) != 0,
        (switches & 8) != 0,
        (switches & 16) != 0,
        (switches & 32) != 0,
        0.4369,
        -1000,
        39,
        321);
  }

  private static double[] seconds(int count) {
    double[] seconds = new double[count];
    for (int i = 0; i < count; i++) {
      seconds[i] = (i & 1) == 0 ? 0.1 : 4.6;
    }
    return seconds;
  }

  private static boolean[] masked() {
    boolean[] masked = new boolean[PIXELS];
    masked[DEAD] = true;
    return masked;
  }

  /// The same reads as codes into a table and as they are.
  private static RawSeries[] twice(
      PooledScratch scratch, PooledScratch other, int frames, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    short[] readings = new short[1 + random.nextInt(300)];
    for (int i = 0; i < readings.length; i++) {
      readings[i] = (short) random.nextInt(65_536);
    }
    short[] codes = new short[frames];
    short[] adu = new short[frames];
    for (int i = 0; i < frames; i++) {
      codes[i] = (short) random.nextInt(readings.length);
      adu[i] = readings[codes[i]];
    }
    RawSeries table = new RawSeries(scratch, frames);
    table.take(codes, readings);
    RawSeries plain = new RawSeries(other, frames);
    plain.take(adu, 0);
    return new RawSeries[] {table, plain};
  }

  @Test
  void tablesGiveTheBitsOfThePlainKernelForAllSwitches() {
    CalibrationFrames frames = frames();
    int compared = 0;
    try (PooledScratch scratch = HeapScratch.open();
        PooledScratch other = HeapScratch.open()) {
      for (int switches = 0; switches < 64; switches++) {
        for (int reads : new int[] {2, 24, 50, 1440}) {
          for (boolean decimated : new boolean[] {false, true}) {
            FrameChoice choice =
                decimated ? FrameChoice.decimated(reads, "f") : FrameChoice.all(reads);
            double[] seconds = seconds(choice.count());
            CompatSteps steps = steps(switches);
            CompatPixels fast = new CompatPixels(steps, frames, masked(), choice, seconds, scratch);
            CompatPixels oracle = new CompatPixels(steps, frames, masked(), choice, seconds, other);
            RawSeries[] series = twice(scratch, other, reads, switches * 31L + reads);
            for (int pixel = 0; pixel < 8; pixel++) {
              double[] z = new double[choice.count()];
              double[] expected = new double[choice.count()];
              boolean counts = fast.exposures(series[0], pixel, z);
              assertThat(oracle.plainExposures(series[1], pixel, expected)).isEqualTo(counts);
              assertThat(fast.exposures(series[1], pixel, new double[choice.count()]))
                  .isEqualTo(counts);
              if (counts) {
                assertThat(bits(z))
                    .as("switches %d pixel %d", switches, pixel)
                    .isEqualTo(bits(expected));
                assertThat(fast.firstLight()).isEqualTo(Double.valueOf(oracle.firstLight()));
                assertThat(fast.secondLight()).isEqualTo(Double.valueOf(oracle.secondLight()));
                compared++;
              }
            }
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(2000);
  }

  @Test
  void readTimesThatDoNotAlternateAreHonoured() {
    CalibrationFrames frames = frames();
    try (PooledScratch scratch = HeapScratch.open();
        PooledScratch other = HeapScratch.open()) {
      double[] seconds = {0.1, 4.6, 0.1, 9.6};
      CompatPixels pixels =
          new CompatPixels(steps(63), frames, masked(), FrameChoice.all(4), seconds, scratch);
      RawSeries[] series = twice(scratch, other, 4, 9);
      double[] z = new double[2];
      double[] expected = new double[2];
      assertThat(pixels.exposures(series[0], 0, z)).isTrue();
      pixels.plainExposures(series[1], 0, expected);
      assertThat(bits(z)).isEqualTo(bits(expected));
    }
  }

  @Test
  void whatIsNotFiniteAfterTheFlatFieldIsMasked() {
    try (PooledScratch scratch = HeapScratch.open()) {
      CompatPixels pixels =
          new CompatPixels(
              steps(63), frames(), masked(), FrameChoice.all(24), seconds(24), scratch);
      RawSeries series = new RawSeries(scratch, 24);
      short[] adu = new short[24];
      Arrays.setAll(new int[24], i -> adu[i] = (short) (900 + 37 * i));
      series.take(adu, 0);
      double[] z = new double[12];
      assertThat(pixels.exposures(series, 0, z)).isTrue();
      for (int pixel : new int[] {NAN_DARK, NAN_LINEAR, ZERO_FLAT, DEAD}) {
        assertThat(pixels.exposures(series, pixel, z)).as("pixel %d", pixel).isFalse();
        assertThat(pixels.firstExposure(pixel, adu, 0)).isZero();
      }
      assertThat(pixels.exposures(series, 0, z)).isTrue();
      assertThat(pixels.firstExposure(0, adu, 0)).isEqualTo(z[0]);
    }
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
  }
}
