package dev.millrace.pipelines.ariel.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.engine.memory.PooledScratch;
import dev.millrace.formats.parquet.ParquetWriterCodec;
import dev.millrace.pipelines.ariel.simulate.ArielSimulation.Encoding;
import dev.millrace.pipelines.ariel.simulate.ArielSimulation.Layout;
import dev.millrace.pipelines.ariel.simulate.ArielSimulation.Split;
import dev.millrace.pipelines.ariel.simulate.SimulationFixture.Folder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArielSimulatorTest {
  private static final ArielSimulation SMALL =
      ArielSimulation.of(3, SimulationFixture.SEED).withAirsFrames(20);

  @TempDir Path temporary;

  @Test
  void theFolderIsLaidOutAsInTheCompetition() throws SQLException {
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
    String airs = "train/" + second + "/AIRS-CH0_signal_0.parquet";
    assertThat(query(folder, airs, "count(*), typeof(any_value(column_11391))"))
        .isEqualTo("20 USMALLINT");
    String fgs = "train/" + second + "/FGS1_signal_0.parquet";
    assertThat(query(folder, fgs, "count(*), min(column_0) between 380 and 437"))
        .isEqualTo("240 true");
    String linearity = "train/" + second + "/AIRS-CH0_calibration_0/linear_corr.parquet";
    assertThat(query(folder, linearity, "count(*), typeof(any_value(column_355))"))
        .isEqualTo("192 DOUBLE");
    assertThat(
            query(
                folder,
                "axis_info.parquet",
                "count(*), count(\"AIRS-CH0-axis0-h\"), count(\"AIRS-CH0-axis2-um\"),"
                    + " count(\"AIRS-CH0-integration_time\"), count(\"FGS1-axis0-h\")"))
        .isEqualTo("356 20 356 20 240");
  }

  @Test
  void timeStampsOfCoincidingFramesAreEqual() throws SQLException {
    Folder folder = SimulationFixture.simulate(SMALL);
    List<Double> airs = new ArrayList<>();
    List<Double> fgs = new ArrayList<>();
    Path file = folder.save("axis_info.parquet", temporary);
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery("select * from '" + file + "'")) {
      while (rows.next()) {
        airs.add(rows.getDouble(1));
        fgs.add(rows.getDouble(4));
      }
    }
    for (int pair = 0; pair < 10; pair++) {
      assertThat(airs.get(2 * pair)).isEqualTo(fgs.get(24 * pair));
      assertThat(airs.get(2 * pair + 1)).isEqualTo(fgs.get(24 * pair + 1));
    }
    assertThat(airs.get(2) * 3600).isBetween(4.8999, 4.9001);
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
  void encodingsAndLayoutsHoldTheSameNumbers() throws SQLException {
    ArielSimulation one = ArielSimulation.of(1, SimulationFixture.SEED).withFrames(2000, 1000);
    String name = "train/" + new ArielSimulator(one).planetId(0) + "/FGS1_signal_0.parquet";
    String sums = "sum(column_500), sum(column_500::int * column_495), count(*)";
    String expected = query(SimulationFixture.simulate(one), name, sums);
    for (ParquetWriterCodec codec : ParquetWriterCodec.values()) {
      Folder plain = SimulationFixture.simulate(one.withEncoding(Encoding.PLAIN, codec));
      assertThat(query(plain, name, sums)).as("%s", codec).isEqualTo(expected);
    }
    Folder narrow = SimulationFixture.simulate(one.withLayout(Layout.NARROW));
    String frames = "1000 frames of 1024";
    assertThat(query(narrow, name, "(count(*) // 1024) || ' frames of 1024'")).isEqualTo(frames);
    Path file = narrow.save(name, temporary);
    assertThat(
            row(
                """
                select sum(a), sum(a::int * b), count(*) from (
                  select max(case when p = 500 then v end) a, max(case when p = 495 then v end) b
                  from (select "0" v, n % 1024 as p, n // 1024 as f
                        from (select *, row_number() over () - 1 as n from '\
                """
                    + file
                    + "')) group by f)"))
        .isEqualTo(expected);
  }

  @Test
  void eachFaultHitsItsPlanetOnly() throws SQLException {
    ArielSimulation simulation =
        ArielSimulation.of(ArielFault.values().length + 1, SimulationFixture.SEED)
            .withAirsFrames(40)
            .withFaults(EnumSet.allOf(ArielFault.class));
    ArielSimulator simulator = new ArielSimulator(simulation);
    Folder folder = SimulationFixture.simulate(simulator);
    Folder clean = SimulationFixture.simulate(simulation.withFaults(Set.of()));

    assertThat(query(folder, calibration(simulator, ArielFault.NAN_DARK, "dark"), NANS))
        .isEqualTo("1");
    assertThat(query(folder, calibration(simulator, ArielFault.NAN_LIN, "linear_corr"), NANS))
        .isEqualTo("1");
    assertThat(
            query(
                folder,
                calibration(simulator, ArielFault.ZERO_FLAT, "flat"),
                "count(*) filter (where column_17 = 0)"))
        .isEqualTo("1");
    assertThat(query(folder, signal(simulator, ArielFault.TRUNC_AIRS, "AIRS-CH0"), "count(*)"))
        .isEqualTo("38");
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
  }

  private static final String NANS =
      "sum(list_sum(list_transform([*columns(*)], lambda x: isnan(x)::int)))::int";

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

  private String query(Folder folder, String name, String what) throws SQLException {
    return row("select " + what + " from '" + folder.save(name, temporary) + "'");
  }

  private static String row(String query) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      StringBuilder text = new StringBuilder();
      for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
        text.append(column == 1 ? "" : " ").append(row.getString(column));
      }
      return text.toString();
    }
  }
}
