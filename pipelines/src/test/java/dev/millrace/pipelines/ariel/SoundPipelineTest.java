package dev.millrace.pipelines.ariel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.engine.Engine;
import dev.millrace.engine.model.Budget;
import dev.millrace.engine.model.JvmLimits;
import dev.millrace.engine.model.Progress;
import dev.millrace.engine.model.RunRecord;
import dev.millrace.engine.model.RunSettings;
import dev.millrace.engine.units.DataSize;
import dev.millrace.formats.parquet.ParquetWriterCodec;
import dev.millrace.pipelines.ariel.simulate.ArielFault;
import dev.millrace.pipelines.ariel.simulate.ArielSimulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sound mode under the engine: products, faults, the same bytes for any workers and chunks.
class SoundPipelineTest {
  private static final int EXPOSURES = 150;
  private static final int PLANETS = 7;
  private static final List<String> PRODUCTS = List.of("curves.h5", "submission.csv", "qa.csv");

  @TempDir private static Path input;
  @TempDir private static Path output;

  @BeforeAll
  static void simulate() throws IOException {
    SoundFixture.simulate(
        ArielSimulation.of(PLANETS, 3)
            .withAirsFrames(2 * EXPOSURES)
            .withSecondVisits(0.3)
            .withFaults(EnumSet.allOf(ArielFault.class)),
        input);
    Files.writeString(input.resolve("train").resolve(".DS_Store"), "stray");
  }

  static RunRecord run(Path from, Path to, int cores, long chunkItems, Map<String, String> texts) {
    RunSettings settings =
        new RunSettings(
            Optional.of(from),
            to,
            texts,
            Budget.of(cores, DataSize.mebibytes(512)),
            new JvmLimits(256L << 20, 64L << 20),
            7,
            RunSettings.Start.FRESH,
            chunkItems > 0 ? OptionalLong.of(chunkItems) : OptionalLong.empty(),
            RunSettings.Sizing.MEASURED,
            3,
            0,
            false,
            false,
            false);
    return Engine.run(new ArielPipeline(), SoundFixture.options(texts), settings, Progress.SILENT);
  }

  @Test
  void everyFaultIsNamedAndTheOthersComplete() throws IOException {
    RunRecord record = run(input, output.resolve("faults"), 2, 0, Map.of());

    assertThat(record.outcome()).isEqualTo(RunRecord.Outcome.INCOMPLETE);
    assertThat(record.failed()).isEqualTo(1);
    assertThat(record.degraded()).isGreaterThanOrEqualTo(1);
    String failures = Files.readString(record.directory().resolve("failures.csv"));
    assertThat(failures).contains("FGS1_signal_0.parquet").contains("ariel.frames");
    Map<String, Object> figures = SoundFixture.figures(record);
    assertThat(figures).containsEntry("planets", PLANETS - 1).containsEntry("channels_lost", 0L);
    assertThat(SoundFixture.figure(record, "ratio_airs")).isCloseTo(46, within(0.5));
    assertThat(SoundFixture.figure(record, "ratio_fgs")).isCloseTo(2.005, within(0.005));
    assertThat(SoundFixture.figure(record, "score")).isBetween(0.0, 1.0);
    List<String> rows = Files.readAllLines(output.resolve("faults").resolve("submission.csv"));
    assertThat(rows).as("a header and every planet, the failed one too").hasSize(PLANETS + 1);
    assertThat(rows.getFirst()).startsWith("planet_id,wl_1,wl_2").endsWith(",sigma_283");
    assertThat(rows).allSatisfy(row -> assertThat(row.split(",", -1)).hasSize(567));
  }

  @Test
  void neitherWorkersNorChunksChangeTheBytes() throws IOException {
    Path one = output.resolve("one");
    run(input, one, 1, 1, Map.of());
    for (int cores = 2; cores <= 3; cores++) {
      Path other = output.resolve("other" + cores);
      run(input, other, cores, 4 - cores, Map.of());
      for (String product : PRODUCTS) {
        assertThat(Files.mismatch(one.resolve(product), other.resolve(product)))
            .describedAs("%s with %d workers", product, cores)
            .isEqualTo(-1);
      }
    }
  }

  @Test
  void optionsReachTheProducts() {
    RunRecord record =
        run(
            input,
            output.resolve("options"),
            2,
            0,
            Map.of(
                "planets", "1",
                "fgs", "full",
                "aperture", "optimal",
                "jitter", "on",
                "normalisation", "out-of-transit",
                "compress", "true",
                "output-filename", "mine.h5"));
    assertThat(record.products())
        .extracting(RunRecord.ProductFile::path)
        .contains("mine.h5", "qa.csv", "submission.csv");
  }

  @Test
  void framesAreCalibratedPixelByPixel() {
    RunRecord record =
        run(
            input,
            output.resolve("frames"),
            2,
            0,
            Map.of("product", "frames", "planets", "1", "output-filename", "frames.h5"));
    assertThat(record.outcome()).isEqualTo(RunRecord.Outcome.COMPLETE);
    assertThat(SoundFixture.figure(record, "ratio_airs")).isCloseTo(46, within(0.7));
    assertThat(SoundFixture.figure(record, "ratio_fgs")).isCloseTo(2.005, within(0.01));
    try (H5 file = new H5(output.resolve("frames").resolve("frames.h5"))) {
      String planet = file.names("/").getFirst();
      assertThat(file.dims("/" + planet + "/AIRS-CH0_signal")).containsExactly(EXPOSURES, 32, 282);
      assertThat(file.dims("/" + planet + "/FGS1_signal")).containsExactly(EXPOSURES, 32, 32);
    }
  }

  @Test
  void theCurvesHaveTimesWavelengthsErrorsAndDepths() {
    Path to = output.resolve("curves");
    run(input, to, 2, 0, Map.of("planets", "2"));
    try (H5 file = new H5(to.resolve("curves.h5"))) {
      double[] micrometres = file.doubles("/wavelength_um");
      assertThat(micrometres).hasSize(283).isSorted();
      assertThat(micrometres[0]).isEqualTo(0.7);
      String planet = "/" + file.names("/").getFirst();
      String visit = planet + "/visit_0";
      assertThat(file.dims(visit + "/flux")).containsExactly(283, EXPOSURES);
      double[] seconds = file.doubles(visit + "/time_s");
      assertThat(seconds[1] - seconds[0]).isCloseTo(4.8, within(1e-9));
      double[] flux = file.doubles(visit + "/flux");
      double[] error = file.doubles(visit + "/error");
      double[] level = file.doubles(visit + "/level");
      for (int channel = 0; channel < 283; channel++) {
        double first = flux[channel * EXPOSURES];
        double sigma = error[channel * EXPOSURES];
        assertThat(first).isCloseTo(level[channel], within(0.05 * level[channel] + 6 * sigma));
        assertThat(sigma).isBetween(0.4 * Math.sqrt(first / 12), 3 * Math.sqrt(first) + 100);
      }
      double[] depth = file.doubles(planet + "/depth");
      double[] depthError = file.doubles(planet + "/depth_error");
      for (int channel = 0; channel < 283; channel++) {
        assertThat(depth[channel]).isBetween(-0.05, 0.1);
        assertThat(depthError[channel]).isBetween(1e-6, 0.02);
      }
      assertThat(file.doubles(planet + "/true_depth")).hasSize(283);
    }
  }

  @Test
  void layoutAndEncodingOfTheFilesDoNotMatter() throws IOException {
    ArielSimulation simulation =
        ArielSimulation.of(1, 9)
            .withAirsFrames(2 * EXPOSURES)
            .withSplit(ArielSimulation.Split.TEST);
    List<ArielSimulation> forms =
        List.of(
            simulation,
            simulation.withEncoding(
                ArielSimulation.Encoding.PLAIN, ParquetWriterCodec.UNCOMPRESSED),
            simulation.withLayout(ArielSimulation.Layout.NARROW));
    for (int form = 0; form < forms.size(); form++) {
      Path folder = output.resolve("form" + form);
      SoundFixture.simulate(forms.get(form), folder);
      RunRecord record = run(folder, folder.resolve("out"), 1, 0, Map.of("split", "test"));
      assertThat(record.outcome()).isEqualTo(RunRecord.Outcome.COMPLETE);
      assertThat(SoundFixture.figures(record)).doesNotContainKey("score");
    }
    for (int form = 1; form < forms.size(); form++) {
      for (String product : PRODUCTS) {
        Path one = output.resolve("form0").resolve("out").resolve(product);
        Path other = output.resolve("form" + form).resolve("out").resolve(product);
        assertThat(Files.mismatch(one, other))
            .describedAs("%s of form %d", product, form)
            .isEqualTo(-1);
      }
    }
  }
}
