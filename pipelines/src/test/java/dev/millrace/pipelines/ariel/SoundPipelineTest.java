package dev.millrace.pipelines.ariel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.engine.Engine;
import dev.millrace.engine.model.Budget;
import dev.millrace.engine.model.JvmLimits;
import dev.millrace.engine.model.Pipeline;
import dev.millrace.engine.model.PipelineSpec;
import dev.millrace.engine.model.Progress;
import dev.millrace.engine.model.RunRecord;
import dev.millrace.engine.model.RunSettings;
import dev.millrace.engine.units.DataSize;
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

  private static final class SoundSpec implements PipelineSpec<ArielOptions> {
    @Override
    public String name() {
      return "ariel";
    }

    @Override
    public String title() {
      return "sound mode";
    }

    @Override
    public Class<ArielOptions> options() {
      return ArielOptions.class;
    }

    @Override
    public Pipeline build(ArielOptions options) {
      return SoundPipeline.build(options);
    }
  }

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
    return Engine.run(new SoundSpec(), SoundFixture.options(texts), settings, Progress.SILENT);
  }

  @Test
  void everyFaultIsNamedAndTheOthersComplete() throws IOException {
    RunRecord record = run(input, output.resolve("faults"), 2, 0, Map.of());

    assertThat(record.outcome()).isEqualTo(RunRecord.Outcome.INCOMPLETE);
    assertThat(record.failed()).isEqualTo(1);
    assertThat(record.degraded()).isGreaterThanOrEqualTo(1);
    String failures = Files.readString(record.directory().resolve("failures.csv"));
    assertThat(failures).contains("FGS1_signal_0.parquet").contains("ariel.frames");
    Map<String, Object> figures = record.figures().get("visits");
    assertThat(figures).containsEntry("planets", PLANETS - 1).containsEntry("channels_lost", 0L);
    assertThat((double) figures.get("ratio_airs")).isCloseTo(46, within(0.5));
    assertThat((double) figures.get("ratio_fgs")).isCloseTo(2.005, within(0.005));
    assertThat((double) figures.get("score")).isBetween(0.0, 1.0);
    List<String> rows = Files.readAllLines(output.resolve("faults").resolve("submission.csv"));
    assertThat(rows).hasSize(PLANETS);
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
}
