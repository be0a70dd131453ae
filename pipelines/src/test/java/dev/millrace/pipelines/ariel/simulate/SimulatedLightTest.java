package dev.millrace.pipelines.ariel.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.engine.memory.PooledScratch;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/// Calibrated with its own maps, a simulated visit has the statistics of the public sample.
class SimulatedLightTest {
  private static final ArielSimulation SIMULATION =
      ArielSimulation.of(1, SimulationFixture.SEED).withFrames(3000, 12_000);
  private static final SimulatedPlanet PLANET = SimulatedPlanet.draw(SIMULATION, 0);

  @Test
  void airs() {
    double[][] light = calibrated(Instrument.AIRS);
    double all = new Sum(light, pixel -> true).mean();
    double[] spectrum = new double[Instrument.AIRS.columns()];
    for (int pixel = 0; pixel < light.length; pixel++) {
      spectrum[pixel % spectrum.length] += Arrays.stream(light[pixel]).average().orElseThrow();
    }
    assertThat(spectrum[100] / PLANET.brightness()).isCloseTo(24_229, within(1500.0));
    assertThat(spectrum[180] / PLANET.brightness()).isCloseTo(39_036, within(4500.0));
    assertThat(spectrum[280] / PLANET.brightness()).isCloseTo(115_978, within(7000.0));
    assertThat(rows(light, 15, 16).scatter()).isCloseTo(0.00184, within(0.0005));
    assertThat(rows(light, 14, 17).scatter()).isCloseTo(0.00048, within(0.00015));
    assertThat(rows(light, 12, 19).scatter()).isCloseTo(0.000227, within(0.00008));
    assertThat(rows(light, 12, 19).mean() / all).isCloseTo(0.95, within(0.01));
    assertThat(readRatio(Instrument.AIRS)).isCloseTo(46.0, within(0.1));
  }

  @Test
  void fgs1() {
    double[][] light = calibrated(Instrument.FGS1);
    double all = new Sum(light, pixel -> true).mean();
    assertThat(all / PLANET.brightness()).isCloseTo(221_111, within(4000.0));
    Sum one = block(light, 15, 15, 15, 16);
    Sum six = block(light, 12, 17, 12, 17);
    Sum twelve = block(light, 10, 21, 10, 21);
    assertThat(one.mean() / all).isCloseTo(0.1895, within(0.008));
    assertThat(six.mean() / all).isCloseTo(0.8297, within(0.008));
    assertThat(twelve.mean() / all).isCloseTo(0.9503, within(0.008));
    assertThat(one.scatter()).isCloseTo(0.0443, within(0.006));
    assertThat(six.scatter()).isCloseTo(0.0083, within(0.0015));
    assertThat(twelve.scatter()).isCloseTo(0.0042, within(0.0006));
    assertThat(readRatio(Instrument.FGS1)).isCloseTo(2.005, within(0.003));
  }

  @Test
  void theTransitIsAsDeepAsTheTruthSays() {
    double[][] light = calibrated(Instrument.AIRS);
    double[] white = new double[light[0].length];
    double[] truth = new double[white.length];
    Visit visit = Visit.draw(SIMULATION, PLANET, 0);
    try (PooledScratch scratch = SimulationFixture.scratch()) {
      LightTables tables = new LightTables(visit, Instrument.AIRS, scratch);
      for (int pair = 0; pair < white.length; pair++) {
        for (int column = 0; column < 356; column++) {
          truth[pair] += tables.total(column) * tables.columns()[column * tables.stride() + pair];
          for (int row = 10; row <= 21; row++) {
            white[pair] += light[row * 356 + column][pair];
          }
        }
      }
    }
    double depth = PLANET.spectrum().depth(3);
    assertThat(dip(truth, visit)).isCloseTo(depth, within(0.25 * depth));
    assertThat(dip(white, visit)).isCloseTo(dip(truth, visit), within(6e-5));
  }

  @Test
  void mapsHaveTheDistributionsOfTheSample() {
    int hot = 0;
    int dead = 0;
    int pixels = 0;
    for (int planet = 0; planet < 5; planet++) {
      DetectorMaps maps = DetectorMaps.draw(SIMULATION, planet, Instrument.AIRS);
      assertThat(median(maps.dark())).isCloseTo(0.00633, within(0.0001));
      assertThat(median(maps.flat())).isCloseTo(1.0141, within(0.001));
      assertThat(median(maps.read())).isCloseTo(13.03, within(0.1));
      for (int pixel = 0; pixel < maps.dark().length; pixel++) {
        hot += maps.dark()[pixel] > 0.0135 ? 1 : 0;
        dead += maps.dead()[pixel] ? 1 : 0;
        pixels++;
      }
    }
    assertThat((double) hot / pixels).isCloseTo(58.0 / 9024, within(0.002));
    assertThat((double) dead / pixels).isCloseTo(12.0 / 11_392, within(0.0006));
  }

  /// The difference of each pair's reads, `[pixel][pair]`, as a pipeline would calibrate it.
  private static double[][] calibrated(Instrument instrument) {
    double[][] light = new double[instrument.pixels()][];
    forEachPixel(
        instrument,
        (pixel, first, second, maps) -> {
          light[pixel] = new double[first.length];
          boolean dark = maps.dead()[pixel] || maps.dark()[pixel] > 0.0135;
          for (int pair = 0; pair < first.length; pair++) {
            double exposure = maps.dark()[pixel] * instrument.exposureSeconds();
            double charge = second[pair] - first[pair] - exposure;
            light[pixel][pair] = dark ? 0 : charge / maps.flat()[pixel];
          }
        });
    return light;
  }

  /// Second over first read of bright pixels.
  private static double readRatio(Instrument instrument) {
    double[] sums = new double[2];
    forEachPixel(
        instrument,
        (pixel, first, second, maps) -> {
          double mean = Arrays.stream(second).average().orElseThrow();
          if (mean > 10_000 && !maps.dead()[pixel]) {
            sums[0] += Arrays.stream(first).sum();
            sums[1] += Arrays.stream(second).sum();
          }
        });
    return sums[1] / sums[0];
  }

  private interface PixelUser {
    void use(int pixel, double[] first, double[] second, DetectorMaps maps);
  }

  /// Hands over each pixel's linearised reads.
  private static void forEachPixel(Instrument instrument, PixelUser user) {
    try (PooledScratch scratch = SimulationFixture.scratch()) {
      Visit visit = Visit.draw(SIMULATION, PLANET, 0);
      DetectorMaps maps = DetectorMaps.draw(SIMULATION, 0, instrument);
      PixelSeries series =
          new PixelSeries(visit, instrument, maps, false, PixelKernel.best(), scratch);
      int pairs = series.pairs();
      int[] reads = new int[PixelKernel.padded(pairs)];
      for (int pixel = 0; pixel < instrument.pixels(); pixel++) {
        series.fill(pixel, 0, pairs, reads);
        double[] first = new double[pairs];
        double[] second = new double[pairs];
        for (int pair = 0; pair < pairs; pair++) {
          first[pair] = linearised(maps, pixel, reads[pair] & 0xffff);
          second[pair] = linearised(maps, pixel, reads[pair] >>> 16);
        }
        user.use(pixel, first, second, maps);
      }
    }
  }

  private static double linearised(DetectorMaps maps, int pixel, int dataNumber) {
    double x = dataNumber / Instrument.ADC_GAIN + Instrument.ADC_OFFSET;
    int pixels = maps.instrument().pixels();
    double y = 0;
    for (int power = PixelModel.TERMS - 1; power >= 0; power--) {
      y = y * x + maps.linearity()[power * pixels + pixel];
    }
    return y;
  }

  /// Relative loss between the middle of the transit and the baseline.
  private static double dip(double[] white, Visit visit) {
    Moments inside = new Moments();
    Moments outside = new Moments();
    double half = visit.planet().transitHours() / 2;
    for (int pair = 0; pair < white.length; pair++) {
      double hours = Instrument.AIRS.middleSeconds(pair) / Visit.SECONDS_PER_HOUR;
      double distance = Math.abs(hours - visit.transitHours());
      if (distance > half) {
        outside.add(white[pair]);
      } else if (distance < half / 3) {
        inside.add(white[pair]);
      }
    }
    return 1 - inside.mean() / outside.mean();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static Sum rows(double[][] light, int first, int last) {
    return new Sum(light, pixel -> pixel / 356 >= first && pixel / 356 <= last);
  }

  private static Sum block(double[][] light, int row0, int row1, int column0, int column1) {
    return new Sum(
        light,
        pixel ->
            pixel / 32 >= row0
                && pixel / 32 <= row1
                && pixel % 32 >= column0
                && pixel % 32 <= column1);
  }

  /// The light of some pixels together, by pair.
  private record Sum(double[] light) {
    private Sum(double[][] pixels, IntPredicate chosen) {
      this(new double[pixels[0].length]);
      for (int pixel = 0; pixel < pixels.length; pixel++) {
        double[] series = chosen.test(pixel) ? pixels[pixel] : new double[0];
        for (int pair = 0; pair < series.length; pair++) {
          light[pair] += series[pair];
        }
      }
    }

    private double mean() {
      return Arrays.stream(light).average().orElseThrow();
    }

    /// Relative, from neighbouring pairs, so that transit and drift do not count.
    private double scatter() {
      Moments steps = new Moments();
      for (int pair = 1; pair < light.length; pair++) {
        steps.add(light[pair] - light[pair - 1]);
      }
      return steps.sigma() / Math.sqrt(2) / mean();
    }
  }
}
