package dev.millrace.pipelines.ariel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.pipelines.ariel.simulate.ArielSimulation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The apertures and what is collected in them, on one simulated planet.
class RowLightTest {
  private static final int EXPOSURES = 200;
  @TempDir private static Path folder;

  @BeforeAll
  static void simulate() {
    SoundFixture.simulate(ArielSimulation.of(1, 5).withAirsFrames(2 * EXPOSURES), folder);
  }

  private record Curves(Apertures apertures, float[] flux, RawCurves raw) {}

  private static Curves curves(Map<String, String> texts) {
    try (FolderContext context = new FolderContext(folder)) {
      ArielOptions options = SoundFixture.options(texts);
      Visit visit = SoundFixture.visits(context, options).getFirst();
      List<Curves> found = new ArrayList<>();
      SoundFixture.aperture(options)
          .apply(
              visit,
              context,
              apertures ->
                  SoundFixture.extract(options)
                      .apply(
                          apertures,
                          context,
                          raw -> found.add(new Curves(apertures, raw.flux().clone(), raw))));
      return found.getFirst();
    }
  }

  private static double mean(Curves curves, int channel) {
    double sum = 0;
    for (int k = 0; k < EXPOSURES; k++) {
      sum += curves.flux()[channel * EXPOSURES + k] / EXPOSURES;
    }
    return sum;
  }

  @Test
  void theApertureHoldsTheLight() {
    Curves profile = curves(Map.of());
    Apertures.Rows rows = profile.apertures().airs();
    assertThat(rows.first()).isBetween(10, 12);
    assertThat(rows.first() + rows.count() - 1).isBetween(19, 21);
    assertThat(profile.apertures().fgs().firstRow()).isBetween(9, 10);
    assertThat(profile.apertures().fgs().firstColumn()).isBetween(9, 11);
    assertThat(rows.oddEvenRatio()).isCloseTo(46, within(0.5));
    assertThat(profile.apertures().fgs().oddEvenRatio()).isCloseTo(2.005, within(0.005));
    Curves wide = curves(Map.of("aperture", "rows", "first-row", "0", "last-row", "31"));
    for (int channel = 0; channel < Channels.COUNT; channel++) {
      assertThat(mean(profile, channel) / mean(wide, channel)).isBetween(0.9, 1.02);
    }
  }

  @Test
  void missingPixelsArePutBackFromTheProfile() {
    Curves all = curves(Map.of());
    Curves some = curves(Map.of("hot-noise", "1.15"));
    assertThat(some.raw().badPixels()).isGreaterThan(all.raw().badPixels() + 50);
    int filled = 0;
    for (int channel = 1; channel < Channels.COUNT; channel++) {
      int quality = some.raw().quality()[channel];
      if (Quality.has(quality, Quality.FLUX_ESTIMATED)
          && !Quality.has(quality, Quality.DO_NOT_USE)) {
        filled++;
        assertThat(mean(some, channel) / mean(all, channel)).isCloseTo(1, within(0.06));
      }
    }
    assertThat(filled).isGreaterThan(50);
  }

  @Test
  void optimalWeightsAgreeWithThePlainSumAndAreNotNoisier() {
    Curves plain = curves(Map.of());
    Curves optimal = curves(Map.of("aperture", "optimal"));
    double better = 0;
    for (int channel = 1; channel < Channels.COUNT; channel++) {
      assertThat(mean(optimal, channel) / mean(plain, channel)).isCloseTo(1, within(0.02));
      better += variance(plain, channel) / variance(optimal, channel) / Channels.AIRS;
    }
    assertThat(better).isGreaterThan(1.01);
  }

  private static double variance(Curves curves, int channel) {
    return curves.raw().photonVariance()[channel] * mean(curves, channel)
        + curves.raw().constantVariance()[channel];
  }

  @Test
  void fgsExposuresAreAveragedPickedOrKept() {
    Curves bin = curves(Map.of());
    Curves first = curves(Map.of("fgs", "decimate"));
    Curves full = curves(Map.of("fgs", "full"));
    assertThat(full.raw().fgsFull()).hasSize(12 * EXPOSURES);
    for (int k = 0; k < EXPOSURES; k++) {
      double sum = 0;
      for (int i = 0; i < 12; i++) {
        sum += full.raw().fgsFull()[12 * k + i];
      }
      assertThat(bin.flux()[k]).isCloseTo((float) (sum / 12), within(0.5f));
      assertThat(first.flux()[k]).isEqualTo(full.raw().fgsFull()[12 * k]);
    }
    assertThat(first.raw().photonVariance()[0])
        .isCloseTo(12 * bin.raw().photonVariance()[0], within(1e-9));
  }

  @Test
  void scratchStaysWithinWhatThePlanReliesOn() {
    try (FolderContext context = new FolderContext(folder)) {
      ArielOptions options = SoundFixture.options(Map.of());
      Visit visit = SoundFixture.visits(context, options).getFirst();
      SoundFixture.process(context, options, visit);
      long declared = Footprint.SOUND_CURVES.of(2 * EXPOSURES, 24 * EXPOSURES).heapBytes();
      assertThat(context.peakHeapBytes()).isBetween(declared / 4, declared);
      assertThat(context.steps()).containsKeys("decode", "calibrate", "cosmics", "collect", "fit");
    }
  }

  @Test
  void theCentreOfLightFollowsTheStar() {
    float[] moments = curves(Map.of()).raw().moments();
    for (int axis = 0; axis < 2; axis++) {
      double square = 0;
      for (int k = 0; k < EXPOSURES; k++) {
        square += moments[axis * EXPOSURES + k] * moments[axis * EXPOSURES + k] / EXPOSURES;
      }
      // 0.145 pixels a frame, twelve frames a bin, and slow waves of 0.02; wings beyond the square
      // pull the centre of light to its middle.
      assertThat(Math.sqrt(square)).isBetween(0.025, 0.06);
    }
  }

  @Test
  void channelsAscendInWavelength() {
    assertThat(Channels.column(1)).isEqualTo(320);
    assertThat(Channels.column(282)).isEqualTo(39);
    assertThat(Channels.ofColumn(Channels.column(17))).isEqualTo(17);
  }
}
