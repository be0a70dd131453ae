package dev.millrace.cli.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.model.JvmLimits;
import dev.millrace.engine.plan.Footprint;
import dev.millrace.engine.units.DataSize;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Holds the formula that divides a budget against the resident memory of real processes, with the
/// whole heap touched beforehand: the worst that a run can come to.
class FootprintTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"160, 1", "192, 2", "384, 2", "1024, 3"})
  void aProcessWithItsHeapFullStaysWithinItsBudget(int memoryMib, int cores) throws Exception {
    Child.Result run =
        Child.start(
                folder,
                memoryMib,
                cores,
                List.of("-XX:+AlwaysPreTouch", "-Xms" + heapMib(memoryMib, cores) + "m"),
                List.of(
                    "run",
                    "synthetic",
                    "--json",
                    "--output",
                    folder.resolve("out" + memoryMib).toString(),
                    "--memory",
                    memoryMib + "m",
                    "--cores",
                    Integer.toString(cores),
                    "--items",
                    "4000",
                    "--work",
                    "10000"))
            .await();
    assertThat(run.exit()).as(run.err()).isZero();
    long peak = run.number("peak_rss_bytes") >> 20;
    JvmLimits limits = Footprint.limits(DataSize.mebibytes(memoryMib), cores);
    System.out.println(
        "footprint at "
            + memoryMib
            + "m, "
            + cores
            + " cores: "
            + peak
            + " MiB, of which heap "
            + (limits.heapBytes() >> 20)
            + "; the native pool may add "
            + (limits.nativeBytes() >> 20));
    assertThat(peak + (limits.nativeBytes() >> 20)).isLessThanOrEqualTo(memoryMib);
  }

  private static long heapMib(int memoryMib, int cores) {
    return Footprint.limits(DataSize.mebibytes(memoryMib), cores).heapBytes() >> 20;
  }
}
