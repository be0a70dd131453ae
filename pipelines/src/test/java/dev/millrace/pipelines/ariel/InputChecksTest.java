package dev.millrace.pipelines.ariel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.Engine;
import dev.millrace.engine.model.Progress;
import dev.millrace.engine.model.RunRecord;
import dev.millrace.pipelines.ariel.simulate.ArielFault;
import dev.millrace.pipelines.ariel.simulate.ArielSimulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputChecksTest {
  private static final ArielSimulation SMALL = ArielSimulation.of(2, 21).withAirsFrames(24);

  @TempDir private Path folder;

  private RunRecord validate(Path input, String mode) {
    return Engine.validate(
        new ArielPipeline(),
        ArielRun.options("mode", mode),
        ArielRun.settings(input, folder.resolve("out-" + mode), 1),
        Progress.SILENT);
  }

  private String failures(String mode) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("out-" + mode))) {
      return Files.readString(
          files.filter(path -> path.endsWith("failures.csv")).findFirst().orElseThrow());
    }
  }

  @Test
  void aSoundFolderPassesInBothModes() {
    Path input = SimulatedFolder.write(folder.resolve("in"), SMALL.withSecondVisits(0.5));
    RunRecord compat = validate(input, "compat");
    assertThat(compat.outcome()).isEqualTo(RunRecord.Outcome.COMPLETE);
    assertThat(compat.figures().get("visits")).containsEntry("visits", 2L);
    RunRecord sound = validate(input, "sound");
    assertThat(sound.outcome()).isEqualTo(RunRecord.Outcome.COMPLETE);
    assertThat(sound.figures().get("visits"))
        .containsEntry("planets", 2L)
        .containsEntry("visits", 3L)
        .containsEntry("airs_frames", 24)
        .containsEntry("fgs_frames", 288)
        .containsEntry("values_not_finite", 0L);
  }

  @Test
  void allThatIsWrongIsNamed() throws IOException {
    Set<ArielFault> faults =
        Set.of(
            ArielFault.NAN_DARK,
            ArielFault.MISSING_FGS,
            ArielFault.STRAY_FILE,
            ArielFault.NO_TRAIN_ROW);
    ArielSimulation three = ArielSimulation.of(3, 21).withAirsFrames(24);
    Path input = SimulatedFolder.write(folder.resolve("in"), three.withFaults(faults));
    RunRecord run = validate(input, "compat");
    assertThat(run.outcome()).isEqualTo(RunRecord.Outcome.INCOMPLETE);
    assertThat(run.failed()).isEqualTo(1);
    assertThat(failures("compat"))
        .contains(".DS_Store")
        .contains("FGS1_signal_0.parquet")
        .contains("train.csv has no row")
        .contains("dark.parquet");
  }
}
