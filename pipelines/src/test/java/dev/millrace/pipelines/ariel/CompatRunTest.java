package dev.millrace.pipelines.ariel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.engine.model.RunRecord;
import dev.millrace.formats.parquet.ParquetWriterCodec;
import dev.millrace.pipelines.ariel.simulate.ArielFault;
import dev.millrace.pipelines.ariel.simulate.ArielSimulation;
import dev.millrace.pipelines.ariel.simulate.ArielSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compat mode through the engine, on simulated folders.
class CompatRunTest {
  private static final ArielSimulation SMALL = ArielSimulation.of(3, 11).withAirsFrames(48);

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static Path wide;

  @BeforeAll
  static void simulate() {
    wide = SimulatedFolder.write(shared.resolve("wide"), SMALL);
  }

  private static ArielOptions compat(String... more) {
    String[] words =
        Arrays.copyOf(new String[] {"mode", "compat", "smoothing-window", "5"}, 4 + more.length);
    System.arraycopy(more, 0, words, 4, more.length);
    return ArielRun.options(words);
  }

  private byte[] product(Path input, String name, ArielOptions options) throws IOException {
    Path output = folder.resolve(name);
    RunRecord run = ArielRun.run(input, output, options);
    assertThat(run.outcome()).isEqualTo(RunRecord.Outcome.COMPLETE);
    assertThat(run.failed()).isZero();
    return Files.readAllBytes(output.resolve("train.h5"));
  }

  private static Map<String, Object> figures(RunRecord run) {
    return Objects.requireNonNull(run.figures().get("visits"));
  }

  private static double figure(RunRecord run, String name) {
    return (double) Objects.requireNonNull(figures(run).get(name), name);
  }

  private static List<String> planets(Path input) throws IOException {
    try (Stream<Path> all = Files.list(input.resolve("train"))) {
      return all.filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .sorted((a, b) -> Long.compare(Long.parseLong(a), Long.parseLong(b)))
          .toList();
    }
  }

  private static String failures(Path output) throws IOException {
    try (Stream<Path> files = Files.walk(output)) {
      Path found = files.filter(path -> path.endsWith("failures.csv")).findFirst().orElseThrow();
      return Files.readString(found);
    }
  }

  @Test
  void narrowAndPlainFilesGiveTheSameBytes() throws IOException {
    byte[] expected = product(wide, "wide", compat());
    Path narrow =
        SimulatedFolder.write(
            folder.resolve("n"),
            SMALL
                .withLayout(ArielSimulation.Layout.NARROW)
                .withEncoding(ArielSimulation.Encoding.DICTIONARY, ParquetWriterCodec.SNAPPY));
    assertThat(product(narrow, "narrow", compat())).isEqualTo(expected);
    Path plain =
        SimulatedFolder.write(
            folder.resolve("p"),
            SMALL.withEncoding(ArielSimulation.Encoding.PLAIN, ParquetWriterCodec.GZIP));
    assertThat(product(plain, "plain", compat())).isEqualTo(expected);
  }

  @Test
  void narrowFramesOfSeveralBlocksEqualWideOnes() throws IOException {
    ArielSimulation one = ArielSimulation.of(1, 12).withAirsFrames(400);
    assertThat(4800L * 1024 * 2).isGreaterThan(2L * RawSignal.BLOCK_BYTES);
    Path wideOne = SimulatedFolder.write(folder.resolve("w"), one);
    Path narrowOne =
        SimulatedFolder.write(folder.resolve("n"), one.withLayout(ArielSimulation.Layout.NARROW));
    ArielOptions frames = compat("product", "frames", "fgs", "full");
    assertThat(product(narrowOne, "narrow", frames)).isEqualTo(product(wideOne, "wide", frames));
  }

  @Test
  void framesAreWhatTheCurvesAreMadeOf() throws IOException {
    product(wide, "frames", compat("product", "frames"));
    product(wide, "curves", compat("smooth", "false", "inclusion-threshold", "0"));
    String planet = "/" + planets(wide).getFirst() + "/";
    try (H5 frames = new H5(folder.resolve("frames/train.h5"));
        H5 curves = new H5(folder.resolve("curves/train.h5"))) {
      assertThat(frames.names(planet)).containsExactly("AIRS-CH0_signal", "FGS1_signal");
      assertThat(frames.dims(planet + "AIRS-CH0_signal")).containsExactly(24, 32, 282);
      assertThat(frames.dims(planet + "FGS1_signal")).containsExactly(24, 32, 32);
      double[] airs = frames.doubles(planet + "AIRS-CH0_signal");
      double[] channel = new double[24];
      for (int k = 0; k < 24; k++) {
        for (int row = 0; row < 32; row++) {
          double value = airs[(k * 32 + row) * 282 + 100];
          channel[k] += Double.isNaN(value) ? 0 : value;
        }
      }
      CompatSeries.standardise(channel, 0, 24);
      double[] signal = curves.doubles(planet + "signal");
      for (int k = 0; k < 24; k++) {
        assertThat(signal[k * 283 + 101]).isEqualTo(channel[k]);
      }
    }
  }

  /// Planet k has the k-th fault, the last one none.
  @Test
  void everyFaultLeavesTheOthersAlone() throws IOException {
    List<ArielFault> faults = List.of(ArielFault.values());
    ArielSimulation clean = ArielSimulation.of(faults.size() + 1, 13).withAirsFrames(24);
    ArielSimulation faulty = clean.withFaults(Set.copyOf(faults));
    Path good =
        SimulatedFolder.write(folder.resolve("good"), clean, faults.indexOf(ArielFault.STRAY_FILE));
    Path bad = SimulatedFolder.write(folder.resolve("bad"), faulty);
    product(good, "expected", compat());
    Path output = folder.resolve("out");
    RunRecord run = ArielRun.run(bad, output, compat());
    assertThat(run.outcome()).isEqualTo(RunRecord.Outcome.INCOMPLETE);
    assertThat(run.items()).isEqualTo(faults.size() + 1);
    assertThat(run.failed()).isEqualTo(2);
    assertThat(run.degraded()).isEqualTo(1);
    ArielSimulator simulator = new ArielSimulator(faulty);
    try (H5 ours = new H5(output.resolve("train.h5"));
        H5 expected = new H5(folder.resolve("expected/train.h5"))) {
      for (int k = 0; k <= faults.size(); k++) {
        long planet = simulator.planetId(k);
        String group = "/" + planet + "/";
        ArielFault fault = k < faults.size() ? faults.get(k) : ArielFault.STRAY_FILE;
        switch (fault) {
          case TRUNC_AIRS -> assertThat(failures(output)).contains("planet " + planet + " visit 0");
          case MISSING_FGS ->
              assertThat(failures(output)).contains(planet + "/FGS1_signal_0.parquet");
          case NO_TRAIN_ROW -> assertThat(ours.names(group)).containsExactly("mask", "signal");
          case STRAY_FILE ->
              assertThat(ours.doubles(group + "signal"))
                  .isEqualTo(expected.doubles(group + "signal"));
          case NAN_DARK, NAN_LIN, ZERO_FLAT, CR ->
              assertThat(ours.doubles(group + "signal")).doesNotContain(Double.NaN);
        }
      }
      assertThat(ours.names("/")).hasSize(faults.size() - 1);
    }
  }

  @Test
  void aTruncatedFileIsNamed() throws IOException {
    Path cut = SimulatedFolder.write(folder.resolve("cut"), SMALL);
    String planet = planets(cut).get(1);
    Path file = cut.resolve("train/" + planet + "/AIRS-CH0_signal_0.parquet");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    RunRecord run = ArielRun.run(cut, folder.resolve("out"), compat());
    assertThat(run.failed()).isEqualTo(1);
    assertThat(failures(folder.resolve("out"))).contains(planet + "/AIRS-CH0_signal_0.parquet");
  }

  @Test
  void theSelfCheckFindsTheRatiosOfTheReadTimes() {
    Path output = folder.resolve("out");
    RunRecord run = ArielRun.run(wide, output, compat());
    assertThat(figures(run)).containsEntry("planets", 3L).containsEntry("visits", 3L);
    assertThat(figure(run, "ratio_airs")).isCloseTo(46, within(0.5));
    assertThat(figure(run, "ratio_fgs")).isCloseTo(2, within(0.05));
    assertThat(figure(run, "scatter_vs_photon")).isGreaterThan(0.5);
    RunRecord off =
        ArielRun.run(wide, folder.resolve("off"), compat("linearity-correction", "false"));
    assertThat(figure(off, "ratio_airs")).isLessThan(figure(run, "ratio_airs") - 0.1);
  }

  @Test
  void everySwitchChangesTheTableAndStillGivesOne() throws IOException {
    byte[] expected = product(wide, "all-on", compat());
    for (String step :
        List.of(
            "adc-conversion",
            "masking",
            "linearity-correction",
            "dark-subtraction",
            "cds-subtraction",
            "flat-field-correction")) {
      byte[] without = product(wide, step, compat(step, "false"));
      assertThat(Arrays.equals(without, expected)).as(step).isFalse();
    }
    try (H5 reads = new H5(folder.resolve("cds-subtraction/train.h5"))) {
      assertThat(reads.dims("/" + planets(wide).getFirst() + "/signal")).containsExactly(44, 283);
    }
  }

  @Test
  void tooFewOrOtherFramesAreRefusedByName() throws IOException {
    ArielRun.run(wide, folder.resolve("a"), compat("airs-frames", "50"));
    assertThat(failures(folder.resolve("a"))).contains("48 frames, but --airs-frames says 50");
    ArielRun.run(wide, folder.resolve("b"), ArielRun.options("mode", "compat"));
    assertThat(failures(folder.resolve("b")))
        .contains("24 exposures are too few for --smoothing-window 200");
    Path odd =
        SimulatedFolder.write(folder.resolve("odd"), ArielSimulation.of(1, 3).withFrames(48, 600));
    ArielRun.run(odd, folder.resolve("c"), compat());
    assertThat(failures(folder.resolve("c"))).contains("AIRS-CH0 has 48 frames and FGS1 50");
  }

  @Test
  void planetsAreChosenByNumberListOrFile() throws IOException {
    List<String> all = planets(wide);
    assertThat(chosen("two", "2")).containsExactly(all.get(0) + "/", all.get(1) + "/");
    assertThat(chosen("list", all.get(2) + "," + all.get(0)))
        .containsExactlyInAnyOrder(all.get(0) + "/", all.get(2) + "/");
    assertThat(chosen("one", all.get(1))).containsExactly(all.get(1) + "/");
    Path listed = SimulatedFolder.write(folder.resolve("listed"), SMALL);
    Files.writeString(listed.resolve("some.txt"), "planet_id\n" + all.get(2) + ".0\n");
    product(listed, "file", compat("planets", "some.txt"));
    try (H5 file = new H5(folder.resolve("file/train.h5"))) {
      assertThat(file.names("/")).containsExactly(all.get(2) + "/");
    }
  }

  private List<String> chosen(String name, String planets) throws IOException {
    product(wide, name, compat("planets", planets));
    try (H5 file = new H5(folder.resolve(name + "/train.h5"))) {
      return file.names("/");
    }
  }

  @Test
  void aTestFolderHasNoSpectra() throws IOException {
    Path test =
        SimulatedFolder.write(folder.resolve("test"), SMALL.withSplit(ArielSimulation.Split.TEST));
    product(test, "out", compat("split", "test"));
    try (H5 file = new H5(folder.resolve("out/train.h5"))) {
      String planet = file.names("/").getFirst();
      assertThat(file.names("/" + planet)).containsExactly("mask", "signal");
    }
  }

  @Test
  void compressedTablesHoldTheSameNumbers() throws IOException {
    product(wide, "plain", compat());
    product(wide, "small", compat("compress", "true"));
    String planet = "/" + planets(wide).getFirst() + "/";
    try (H5 plain = new H5(folder.resolve("plain/train.h5"));
        H5 small = new H5(folder.resolve("small/train.h5"))) {
      for (String name : List.of("signal", "spectrum")) {
        assertThat(small.doubles(planet + name)).isEqualTo(plain.doubles(planet + name));
      }
      assertThat(small.flags(planet + "mask")).isEqualTo(plain.flags(planet + "mask"));
    }
  }

  @Test
  void workersChangeNothing() throws IOException {
    byte[] expected = product(wide, "two", compat());
    ArielRun.run(wide, folder.resolve("one"), 1, compat());
    assertThat(Files.readAllBytes(folder.resolve("one/train.h5"))).isEqualTo(expected);
  }
}
