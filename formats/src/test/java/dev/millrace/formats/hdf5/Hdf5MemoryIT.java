package dev.millrace.formats.hdf5;

import static dev.millrace.formats.hdf5.Hdf5Types.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Datasets of 300 MB are written and read by a process of a 32 MB heap.
class Hdf5MemoryIT {
  private static final int ROWS = 37_500;
  private static final int COLUMNS = 1000;
  private static final int ROWS_AT_ONCE = 50;
  private static final long MOST_RESIDENT_KIB = 110 << 10;

  @TempDir Path folder;

  @Test
  void streamsMoreThanTheHeap() throws IOException {
    Path file = folder.resolve("large.h5");
    Tools.Result result =
        Tools.run(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx32m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Hdf5MemoryIT.class.getName(),
            file.toString());
    assertThat(result.exit()).as(result.output()).isZero();
    long values = 8L * ROWS * COLUMNS;
    assertThat(Files.size(file)).isBetween(2 * values, 2 * values + (4 << 20));
    long resident = Long.parseLong(result.output().replaceAll("(?s).*peak KiB (\\d+).*", "$1"));
    assertThat(resident).as("peak resident KiB").isLessThan(MOST_RESIDENT_KIB);
  }

  /// The process: writes a contiguous and a chunked dataset row by row and reads both back.
  public static void main(String[] arguments) throws IOException {
    TestFile file = new TestFile(Path.of(arguments[0]));
    double[] rows = new double[ROWS_AT_ONCE * COLUMNS];
    try (Hdf5Writer h5 = file.writer();
        var fixed = h5.root().dataset("fixed", DatasetSpec.of(FLOAT64, ROWS, COLUMNS));
        var grown = h5.root().dataset("grown", DatasetSpec.of(FLOAT64, 0, COLUMNS).extendible())) {
      for (int row = 0; row < ROWS; row += ROWS_AT_ONCE) {
        for (int i = 0; i < rows.length; i++) {
          rows[i] = row + i;
        }
        fixed.append(rows);
        grown.append(rows);
      }
    }
    try (Hdf5Reader h5 = file.reader()) {
      for (String name : h5.names("/")) {
        try (var dataset = h5.dataset("/" + name, FLOAT64)) {
          for (int row = 0; row < ROWS; row += ROWS_AT_ONCE) {
            dataset.read(rows, new long[] {row, 0}, new long[] {ROWS_AT_ONCE, COLUMNS});
            for (int i = 0; i < rows.length; i++) {
              if (rows[i] != row + i) {
                throw new IllegalStateException(name + " row " + row + " element " + i);
              }
            }
          }
        }
      }
    }
    String peak =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .findFirst()
            .orElseThrow();
    System.out.println("peak KiB " + peak.replaceAll("\\D", ""));
  }
}
