package dev.millrace.cli.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class ArielContractTest extends PipelineContract {
  @Override
  String pipeline() {
    return "ariel";
  }

  @Override
  List<String> simulation() {
    return FULL
        ? List.of("--items", "5", "--airs-frames", "480", "--second-visits", "0.4")
        : List.of("--items", "3", "--airs-frames", "240", "--second-visits", "0.4");
  }

  @Override
  List<String> options() {
    return List.of("--mode", "sound");
  }

  @Override
  int smallestMib() {
    return 256;
  }

  @Override
  boolean slowInterpreter() {
    return !FULL;
  }

  @Override
  List<Damage> damages() {
    Damage truncated =
        new Damage(
            "a truncated signal",
            "AIRS-CH0_signal_0.parquet",
            input -> truncate(file(input, "AIRS-CH0_signal_0.parquet"), 0.7));
    Damage missing =
        new Damage(
            "a missing signal",
            "FGS1_signal_0.parquet",
            input -> Files.delete(file(input, "FGS1_signal_0.parquet")));
    Damage garbage =
        new Damage(
            "garbage for calibration",
            "flat.parquet",
            input -> Files.writeString(file(input, "flat.parquet"), "not a table"));
    return FULL ? List.of(truncated, missing, garbage) : List.of(truncated);
  }

  /// A file of the first planet.
  private static Path file(Path input, String name) throws IOException {
    try (Stream<Path> files = Files.walk(input.resolve("train"))) {
      return files.filter(path -> path.endsWith(name)).sorted().findFirst().orElseThrow();
    }
  }
}
