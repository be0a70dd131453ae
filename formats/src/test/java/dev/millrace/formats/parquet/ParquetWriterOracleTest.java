package dev.millrace.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What [ParquetWriter] writes, the reference reader `pq.py` reads; skipped where that, or a Python
/// with its libraries (`-Dmillrace.python=FILE`), is absent.
class ParquetWriterOracleTest {
  private static final Path REFERENCE =
      Path.of(System.getProperty("millrace.data", "../../shared/data"), "ariel");
  private static final String PYTHON = System.getProperty("millrace.python", "python3");
  private static final String SUMS =
      """
      import sys
      sys.path.insert(0, sys.argv[1])
      import numpy as np, pq
      table = pq.read(sys.argv[2])
      for name in ('BOOLEAN', 'INT32', 'UINT16', 'INT64', 'DOUBLE'):
          for values in (table['r_' + name], np.nan_to_num(table['o_' + name])):
              print(int((values * np.arange(1, len(values) + 1)).sum()))
      """;

  @TempDir Path folder;

  @Test
  void theReferenceReaderGetsTheSameNumbers() throws Exception {
    assumeTrue(Files.isDirectory(REFERENCE), "no reference reader at " + REFERENCE);
    assumeTrue(
        python("import numpy, snappy, zstandard").equals(""), PYTHON + " lacks the libraries");
    for (ParquetWriterCodec codec : ParquetWriterCodec.values()) {
      for (boolean dictionary : new boolean[] {true, false}) {
        WrittenTable table = WrittenTable.random(1003, 300, WrittenTable.SEED);
        ParquetWriterOptions options =
            ParquetWriterOptions.of(codec).withDictionary(dictionary).withPageBytes(2048);
        Path file = write(table, options);
        assertThat(python(SUMS, REFERENCE.toString(), file.toString()))
            .as("%s, dictionary %s", codec, dictionary)
            .isEqualTo(expected(table));
      }
    }
  }

  /// The reader knows no texts.
  private Path write(WrittenTable table, ParquetWriterOptions options) {
    return WrittenTable.write(
        folder,
        WrittenTable.columns().stream().filter(c -> c.type() != ParquetWriterType.UTF8).toList(),
        options,
        writer -> {
          writer.startRowGroup(table.rows());
          writer.booleans(table.booleans());
          writer.booleans(table.booleans(), table.present());
          writer.int32(table.int32());
          writer.int32(table.int32(), table.present());
          writer.uint16(table.uint16());
          writer.uint16(table.uint16());
          writer.int64(table.int64());
          writer.int64(table.int64(), table.present());
          writer.float32(table.float32());
          writer.float32(table.float32(), table.present());
          writer.float64(table.float64());
          writer.float64(table.float64(), table.present());
        });
  }

  private static String expected(WrittenTable table) {
    long[] sums = new long[8];
    double[] doubles = new double[2];
    for (int row = 0; row < table.rows(); row++) {
      long weight = row + 1L;
      long present = table.present()[row] ? weight : 0;
      sums[0] += table.booleans()[row] ? weight : 0;
      sums[1] += table.booleans()[row] ? present : 0;
      sums[2] += table.int32()[row] * weight;
      sums[3] += table.int32()[row] * present;
      sums[4] += (table.uint16()[row] & 0xffff) * weight;
      sums[5] += (table.uint16()[row] & 0xffff) * weight;
      sums[6] += table.int64()[row] * weight;
      sums[7] += table.int64()[row] * present;
      doubles[0] += table.float64()[row] * weight;
      doubles[1] += table.float64()[row] * present;
    }
    StringBuilder lines = new StringBuilder();
    for (long sum : sums) {
      lines.append(sum).append('\n');
    }
    return lines
        .append((long) doubles[0])
        .append('\n')
        .append((long) doubles[1])
        .append('\n')
        .toString();
  }

  /// What the program prints, or what went wrong.
  private static String python(String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON, "-c", program));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output;
    } catch (IOException absent) {
      return absent.toString();
    }
  }
}
