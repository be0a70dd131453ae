package dev.millrace.pipelines.ariel.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.engine.memory.PooledScratch;
import dev.millrace.formats.parquet.ParquetFile;
import dev.millrace.formats.parquet.ParquetWriterCodec;
import dev.millrace.pipelines.ariel.simulate.ArielSimulation.Encoding;
import dev.millrace.pipelines.ariel.simulate.ArielSimulation.Layout;
import dev.millrace.pipelines.ariel.simulate.ArielSimulation.Split;
import dev.millrace.pipelines.ariel.simulate.SimulationFixture.Folder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArielSimulatorTest {
  private static final ArielSimulation SMALL =
      ArielSimulation.of(3, SimulationFixture.SEED).withAirsFrames(20);

  @Test
  void theFolderIsLaidOutAsInTheCompetition() {
    ArielSimulator simulator = new ArielSimulator(SMALL.withSecondVisits(0.34));
    Folder folder = SimulationFixture.simulate(simulator);
    long second = simulator.planetId(2);
    assertThat(folder.files().keySet())
        .contains(
            "adc_info.csv",
            "axis_info.parquet",
            "wavelengths.csv",
            "train.csv",
            "train_star_info.csv",
            "test_star_info.csv",
            "sample_submission.csv",
            "train/" + second + "/AIRS-CH0_signal_0.parquet",
            "train/" + second + "/AIRS-CH0_signal_1.parquet",
            "train/" + second + "/FGS1_signal_1.parquet",
            "train/" + second + "/FGS1_calibration_1/linear_corr.parquet",
            "truth/curves/" + second + "_1.parquet");
    assertThat(folder.files().keySet().stream().filter(name -> name.endsWith("signal_1.parquet")))
        .hasSize(2);
    assertThat(folder.text("train.csv").lines()).hasSize(4);
    assertThat(folder.text("wavelengths.csv").lines().toList().get(1))
        .matches("0\\.7,1\\.95176.*,3\\.895036\\d*");
    try (PooledScratch scratch = SimulationFixture.scratch()) {
      try (ParquetFile airs =
          folder.open("train/" + second + "/AIRS-CH0_signal_0.parquet", scratch)) {
        assertThat(airs.columns()).isEqualTo(11_392);
        assertThat(airs.rows()).isEqualTo(20);
        assertThat(airs.column(11_391).name()).isEqualTo("column_11391");
      }
      try (ParquetFile fgs = folder.open("train/" + second + "/FGS1_signal_0.parquet", scratch)) {
        assertThat(fgs.columns()).isEqualTo(1024);
        short[] frames = new short[240];
        fgs.readShorts(fgs.columnIndex("column_0"), frames);
        for (short number : frames) {
          assertThat((int) number).isBetween(400, 500);
        }
      }
      String linearity = "train/" + second + "/AIRS-CH0_calibration_0/linear_corr.parquet";
      try (ParquetFile map = folder.open(linearity, scratch)) {
        assertThat(map.columns()).isEqualTo(356);
        double[] powers = new double[192];
        map.readDoubles(355, powers);
        assertThat(powers[32]).isBetween(0.95, 1.05);
      }
    }
  }

  @Test
  void timeStampsOfCoincidingFramesAreEqual() {
    Folder folder = SimulationFixture.simulate(SMALL);
    double[] airs = new double[356];
    double[] micrometres = new double[356];
    double[] fgs = new double[356];
    double[] integration = new double[356];
    try (PooledScratch scratch = SimulationFixture.scratch();
        ParquetFile axis = folder.open("axis_info.parquet", scratch)) {
      axis.readDoubles(axis.columnIndex("AIRS-CH0-axis0-h"), airs);
      axis.readDoubles(axis.columnIndex("AIRS-CH0-axis2-um"), micrometres);
      axis.readDoubles(axis.columnIndex("AIRS-CH0-integration_time"), integration);
      axis.readDoubles(axis.columnIndex("FGS1-axis0-h"), fgs);
    }
    for (int pair = 0; pair < 10; pair++) {
      assertThat(airs[2 * pair]).isEqualTo(fgs[24 * pair]);
      assertThat(airs[2 * pair + 1]).isEqualTo(fgs[24 * pair + 1]);
    }
    assertThat(airs[2] * 3600).isBetween(4.8999, 4.9001);
    assertThat(integration).startsWith(0.1, 4.5, 0.1, 4.5);
    assertThat(micrometres[355]).isBetween(1.633, 1.634);
    assertThat(airs[20]).isNaN();
    assertThat(integration[20]).isNaN();
    assertThat(fgs[240]).isNaN();
  }

  @Test
  void bytesDependOnTheSeedOnly() {
    ArielSimulation simulation = SMALL.withFaults(EnumSet.allOf(ArielFault.class));
    Folder folder = SimulationFixture.simulate(simulation);
    Folder again = new Folder();
    ArielSimulator simulator = new ArielSimulator(simulation, ScalarPixelKernel::new);
    for (int planet = simulation.planets() - 1; planet >= 0; planet--) {
      try (PooledScratch scratch = SimulationFixture.scratch()) {
        simulator.writePlanet(planet, again, scratch);
      }
    }
    try (PooledScratch scratch = SimulationFixture.scratch()) {
      simulator.writeCommon(again, scratch);
    }
    assertThat(again.files().keySet()).isEqualTo(folder.files().keySet());
    folder
        .files()
        .forEach((name, bytes) -> assertThat(again.bytes(name)).as(name).isEqualTo(bytes));

    ArielSimulation other =
        new ArielSimulation(
            3,
            20,
            240,
            0,
            8,
            Set.of(),
            Encoding.DICTIONARY,
            ParquetWriterCodec.ZSTD,
            Layout.WIDE,
            Split.TRAIN);
    assertThat(new ArielSimulator(other).planetId(0)).isNotEqualTo(simulator.planetId(0));
  }

  @Test
  void encodingsAndLayoutsHoldTheSameNumbers() {
    ArielSimulation one = ArielSimulation.of(1, SimulationFixture.SEED).withFrames(20, 9000);
    String name = "train/" + new ArielSimulator(one).planetId(0) + "/FGS1_signal_0.parquet";
    short[][] expected = pixels(SimulationFixture.simulate(one), name, 9000);
    for (ParquetWriterCodec codec : ParquetWriterCodec.values()) {
      Folder plain = SimulationFixture.simulate(one.withEncoding(Encoding.PLAIN, codec));
      assertThat(pixels(plain, name, 9000)).as("%s", codec).isDeepEqualTo(expected);
    }
    Folder narrow = SimulationFixture.simulate(one.withLayout(Layout.NARROW));
    try (PooledScratch scratch = SimulationFixture.scratch();
        ParquetFile file = narrow.open(name, scratch)) {
      assertThat(file.columns()).isEqualTo(1);
      assertThat(file.rowGroups()).isGreaterThan(1);
      short[] frames = new short[9000 * 1024];
      file.readShorts(file.columnIndex("0"), frames);
      for (int frame = 0; frame < 9000; frame++) {
        for (int pixel = 0; pixel < 1024; pixel++) {
          if (frames[frame * 1024 + pixel] != expected[pixel][frame]) {
            throw new AssertionError("frame " + frame + " pixel " + pixel);
          }
        }
      }
    }
  }

  @Test
  void eachFaultHitsItsPlanetOnly() {
    ArielSimulation simulation =
        ArielSimulation.of(ArielFault.values().length + 1, SimulationFixture.SEED)
            .withAirsFrames(40)
            .withFaults(EnumSet.allOf(ArielFault.class));
    ArielSimulator simulator = new ArielSimulator(simulation);
    Folder folder = SimulationFixture.simulate(simulator);
    Folder clean = SimulationFixture.simulate(simulation.withFaults(Set.of()));

    double[] dark = map(folder, calibration(simulator, ArielFault.NAN_DARK, "dark"), 16);
    assertThat(dark[16]).isNaN();
    double[] powers = map(folder, calibration(simulator, ArielFault.NAN_LIN, "linear_corr"), 18);
    assertThat(powers[2 * 32 + 16]).isNaN();
    double[] flat = map(folder, calibration(simulator, ArielFault.ZERO_FLAT, "flat"), 17);
    assertThat(flat[16]).isZero();
    try (PooledScratch scratch = SimulationFixture.scratch();
        ParquetFile cut =
            folder.open(signal(simulator, ArielFault.TRUNC_AIRS, "AIRS-CH0"), scratch)) {
      assertThat(cut.rows()).isEqualTo(38);
    }
    assertThat(folder.files())
        .doesNotContainKey(signal(simulator, ArielFault.MISSING_FGS, "FGS1"))
        .containsKey("train/.DS_Store");
    long hit = hit(simulator, ArielFault.CR);
    assertThat(folder.text("truth/cosmic_rays_" + hit + "_0.csv").lines().count())
        .isBetween(3L, 60L);
    String rowless = "\n" + hit(simulator, ArielFault.NO_TRAIN_ROW) + ",";
    assertThat(folder.text("train.csv")).doesNotContain(rowless);
    assertThat(folder.text("truth/spectra.csv")).contains(rowless);
    assertThat(folder.text("truth/faults.csv").lines())
        .hasSize(1 + ArielFault.values().length)
        .contains("cr," + hit + ",0", "stray-file,,");

    assertThat(changed(folder, clean))
        .containsExactlyInAnyOrder(
            calibration(simulator, ArielFault.NAN_DARK, "dark"),
            calibration(simulator, ArielFault.NAN_DARK, "dark").replace("FGS1", "AIRS-CH0"),
            calibration(simulator, ArielFault.NAN_LIN, "linear_corr"),
            calibration(simulator, ArielFault.NAN_LIN, "linear_corr").replace("FGS1", "AIRS-CH0"),
            calibration(simulator, ArielFault.ZERO_FLAT, "flat"),
            calibration(simulator, ArielFault.ZERO_FLAT, "flat").replace("FGS1", "AIRS-CH0"),
            signal(simulator, ArielFault.TRUNC_AIRS, "AIRS-CH0"),
            signal(simulator, ArielFault.MISSING_FGS, "FGS1"),
            signal(simulator, ArielFault.CR, "AIRS-CH0"),
            "train.csv",
            "truth/faults.csv");
  }

  @Test
  void theTestSplitHasNoDepthsAndDecimalIds() {
    Folder folder = SimulationFixture.simulate(SMALL.withSplit(Split.TEST));
    String id = Long.toString(new ArielSimulator(SMALL).planetId(0));
    assertThat(folder.text("test_star_info.csv").lines().toList().get(1)).startsWith(id + ".0,");
    assertThat(folder.text("train.csv").lines()).hasSize(1);
    assertThat(folder.text("truth/spectra.csv").lines()).hasSize(4);
    assertThat(folder.files()).containsKey("test/" + id + "/FGS1_signal_0.parquet");
  }

  @Test
  void planetsArePlausible() {
    ArielSimulation many = ArielSimulation.of(300, SimulationFixture.SEED);
    Set<Long> ids = new java.util.HashSet<>();
    for (int index = 0; index < many.planets(); index++) {
      SimulatedPlanet planet = SimulatedPlanet.draw(many, index);
      ids.add(planet.id());
      assertThat(planet.id()).isBetween(10_000L, 9_999_999_999L);
      assertThat(planet.periodDays()).isBetween(2.8, 7.6);
      assertThat(planet.distanceRadii()).isBetween(4.2, 21.0);
      assertThat(planet.inclinationDegrees()).isBetween(85.6, 90.0);
      assertThat(planet.transitHours()).isBetween(0.9, 4.2);
      double lowest = 1;
      double highest = 0;
      for (int channel = 0; channel < Instrument.CHANNELS; channel++) {
        double depth = planet.spectrum().depth(Instrument.channelMicrometres(channel));
        lowest = Math.min(lowest, depth);
        highest = Math.max(highest, depth);
      }
      assertThat(lowest).isGreaterThanOrEqualTo(4e-4);
      assertThat(highest).isLessThanOrEqualTo(5e-2).isGreaterThan(1.0003 * lowest);
    }
    assertThat(ids).hasSize(many.planets());
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> ArielSimulation.of(0, 1)).hasMessageContaining("planets is 0");
    assertThatThrownBy(() -> SMALL.withAirsFrames(21)).hasMessageContaining("airsFrames is 21");
    assertThatThrownBy(() -> SMALL.withSecondVisits(1.5)).hasMessageContaining("secondVisits");
    assertThatThrownBy(() -> new ArielSimulator(SMALL).planetId(3))
        .hasMessageContaining("planet 3");
    assertThat(ArielFault.of("zero-flat")).isEqualTo(ArielFault.ZERO_FLAT);
    assertThatThrownBy(() -> ArielFault.of("zero")).hasMessageContaining("nan-dark, nan-lin");
  }

  /// The planet of a fault, where all faults are asked for.
  private static long hit(ArielSimulator simulator, ArielFault fault) {
    return simulator.planetId(List.of(ArielFault.values()).indexOf(fault));
  }

  private static String calibration(ArielSimulator simulator, ArielFault fault, String map) {
    return "train/%d/FGS1_calibration_0/%s.parquet".formatted(hit(simulator, fault), map);
  }

  private static String signal(ArielSimulator simulator, ArielFault fault, String instrument) {
    return "train/%d/%s_signal_0.parquet".formatted(hit(simulator, fault), instrument);
  }

  /// Files of the second folder that are missing or different in the first.
  private static List<String> changed(Folder folder, Folder clean) {
    List<String> names = new ArrayList<>();
    clean
        .files()
        .forEach((name, bytes) -> {
          if (!java.util.Arrays.equals(folder.files().get(name), bytes)) {
            names.add(name);
          }
        });
    return names;
  }

  private static double[] map(Folder folder, String name, int column) {
    try (PooledScratch scratch = SimulationFixture.scratch();
        ParquetFile file = folder.open(name, scratch)) {
      double[] values = new double[(int) file.rows()];
      file.readDoubles(column, values);
      return values;
    }
  }

  /// All columns of an FGS1 signal.
  private static short[][] pixels(Folder folder, String name, int frames) {
    try (PooledScratch scratch = SimulationFixture.scratch();
        ParquetFile file = folder.open(name, scratch)) {
      short[][] pixels = new short[file.columns()][frames];
      for (int pixel = 0; pixel < pixels.length; pixel++) {
        file.readShorts(pixel, pixels[pixel]);
      }
      return pixels;
    }
  }
}
