package dev.millrace.pipelines.ariel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.engine.model.RunRecord;
import dev.millrace.pipelines.ariel.simulate.ArielSimulation;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Simulated planets with known depths: what is measured is unbiased within its stated errors. Five
/// planets, or a hundred with `-Dmillrace.contract=full`.
class DepthRecoveryTest {
  @TempDir private Path folder;

  @Test
  void depthsAreUnbiasedWithinTheirErrors() {
    boolean full = "full".equals(System.getProperty("millrace.contract"));
    int planets = full ? 100 : 5;
    Path input = folder.resolve("input");
    SoundFixture.simulate(
        ArielSimulation.of(planets, 2024).withAirsFrames(full ? 1000 : 600).withSecondVisits(0.2),
        input);
    RunRecord record = SoundPipelineTest.run(input, folder.resolve("output"), 2, 0, Map.of());

    assertThat(record.outcome()).isEqualTo(RunRecord.Outcome.COMPLETE);
    Map<String, Object> figures = SoundFixture.figures(record);
    assertThat(figures).containsEntry("planets", planets).containsEntry("channels_lost", 0L);
    assertThat(SoundFixture.figure(record, "pull_mean")).isCloseTo(0, within(full ? 0.1 : 0.3));
    assertThat(SoundFixture.figure(record, "pull_sigma")).isCloseTo(1, within(full ? 0.15 : 0.2));
    double airs =
        SoundFixture.figure(record, "scatter_airs")
            / SoundFixture.figure(record, "photon_limit_airs");
    assertThat(airs).isLessThan(1.15);
    double channel =
        SoundFixture.figure(record, "scatter_channel")
            / SoundFixture.figure(record, "noise_model_channel");
    assertThat(channel).isCloseTo(1, within(0.05));
  }
}
