package dev.millrace.pipelines.ariel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.engine.model.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The reference program's own output, bit for bit.
class CompatOracleTest {
  private static final Path DATA =
      Path.of(System.getProperty("millrace.data", "../../shared/data"), "ariel");

  @TempDir private Path output;

  @Test
  void theTableOfTheReferenceIsMadeBitForBit() {
    Path expected = DATA.resolve("synth_small_expected/train_w10.h5");
    assumeTrue(Files.exists(expected), "no reference data at " + DATA);
    RunRecord run =
        ArielRun.run(
            DATA.resolve("synth_small"),
            output,
            ArielRun.options(
                "mode", "compat",
                "airs-frames", "120",
                "fgs-frames", "1440",
                "smoothing-window", "10",
                "fgs", "decimate"));
    assertThat(run.outcome()).isEqualTo(RunRecord.Outcome.COMPLETE);
    try (H5 ours = new H5(output.resolve("train.h5"));
        H5 theirs = new H5(expected)) {
      assertThat(ours.names("/")).isEqualTo(theirs.names("/")).containsExactly("100000001/");
      String group = "/100000001/";
      assertThat(ours.names(group)).isEqualTo(theirs.names(group)).hasSize(3);
      assertThat(ours.dims(group + "signal")).containsExactly(51, 283);
      assertThat(ours.doubles(group + "signal")).isEqualTo(theirs.doubles(group + "signal"));
      assertThat(ours.flags(group + "mask")).isEqualTo(theirs.flags(group + "mask"));
      assertThat(ours.doubles(group + "spectrum")).isEqualTo(theirs.doubles(group + "spectrum"));
    }
  }
}
