package dev.millrace.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The Ariel sample files, 11,392 columns wide, against an independent reader in NumPy (`pq.py` of
/// the data folder).
class ParquetOracleTest {
  private static final Path DATA =
      Path.of(System.getProperty("millrace.data", "../../shared/data"), "ariel", "synth_small");

  static Stream<String> files() {
    return new String(MemoryInput.resource("synth_small.crc"), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void allValues(String line) {
    String[] expected = line.split(" ", -1);
    assumeTrue(Files.isDirectory(DATA), "no sample data at " + DATA);
    MemoryInput input = MemoryInput.of(DATA.resolve(expected[0]));
    try (ParquetFile file = ParquetFile.open(input, new CappedScratch(4 << 20))) {
      assertThat(file.columns()).isEqualTo(Integer.parseInt(expected[1]));
      assertThat(file.rows()).isEqualTo(Long.parseLong(expected[2]));
      assertThat(String.format(Locale.ROOT, "%08x", crc(file))).isEqualTo(expected[4]);
    }
  }

  private static long crc(ParquetFile file) {
    CRC32 crc = new CRC32();
    int rows = (int) file.rows();
    ByteBuffer bytes = ByteBuffer.allocate(8 * rows).order(ByteOrder.LITTLE_ENDIAN);
    short[] shorts = new short[rows];
    double[] doubles = new double[rows];
    boolean[] flags = new boolean[rows];
    for (int column = 0; column < file.columns(); column++) {
      bytes.clear();
      switch (file.column(column).type()) {
        case INT32 -> {
          file.readShorts(column, shorts);
          for (short value : shorts) {
            bytes.putShort(value);
          }
        }
        case DOUBLE -> {
          file.readDoubles(column, doubles);
          for (double value : doubles) {
            bytes.putDouble(Double.isNaN(value) ? Double.NaN : value);
          }
        }
        default -> {
          file.readBooleans(column, flags);
          for (boolean value : flags) {
            bytes.put((byte) (value ? 1 : 0));
          }
        }
      }
      crc.update(bytes.flip());
    }
    return crc.getValue();
  }
}
