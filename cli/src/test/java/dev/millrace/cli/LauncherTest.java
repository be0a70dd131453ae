package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.model.JvmLimits;
import dev.millrace.engine.plan.Footprint;
import dev.millrace.engine.units.DataSize;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The launcher's arithmetic against the engine's. Needs nothing that is built.
class LauncherTest {
  @TempDir Path folder;

  private Launcher.Ended flags(String memory, int cores) throws IOException, InterruptedException {
    return new Launcher(folder)
        .run("run", "any", "--memory", memory, "--cores=" + cores, "--print-jvm-flags");
  }

  @ParameterizedTest
  @CsvSource({
    "192m, 1",
    "192m, 2",
    "256m, 3",
    "512m, 2",
    "777m, 5",
    "1536m, 16",
    "1.5g, 2",
    "0.3 GiB, 2",
    "200000k, 2",
    "4g, 1",
    "1t, 64",
    "268435456, 2"
  })
  void dividesABudgetAsTheEngineDoes(String memory, int cores) throws Exception {
    Launcher.Ended ended = flags(memory, cores);
    DataSize budget = DataSize.mebibytes(DataSize.parse(memory).bytes() >> 20);
    JvmLimits limits = Footprint.limits(budget, cores);
    assertThat(ended.out().lines())
        .contains(
            "-Xmx" + (limits.heapBytes() >> 20) + "m",
            "-XX:MaxDirectMemorySize=" + (limits.nativeBytes() >> 20) + "m",
            "-Dmillrace.native=" + (limits.nativeBytes() >> 20) + "m",
            "-Dmillrace.memory=" + (budget.bytes() >> 20) + "m",
            "-XX:ActiveProcessorCount=" + cores,
            "-XX:+UseSerialGC");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 40})
  void refusesWhatCannotStartAndNamesTheSmallestThatCan(int cores) throws Exception {
    long smallest = Footprint.smallestStart(cores).bytes() >> 20;
    assertThat(flags(smallest + "m", cores).exit()).isZero();
    Launcher.Ended refused = flags(smallest - 1 + "m", cores);
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains("--memory " + smallest + "m").startsWith("millrace: ");
  }

  @Test
  void aRefusalIsADocumentTooWithJson() throws Exception {
    Launcher.Ended ended =
        new Launcher(folder).run("run", "any", "--memory", "64m", "--cores", "1", "--json");
    assertThat(ended.exit()).isEqualTo(4);
    assertThat(dev.millrace.engine.units.Json.parseObject(ended.out())).containsOnlyKeys("error");
  }

  @Test
  void whatIsNoSizeIsLeftToTheCommandLineToRefuse() throws Exception {
    assertThat(flags("lots", 2).exit()).isZero();
    assertThat(flags("-5m", 2).exit()).isZero();
  }
}
