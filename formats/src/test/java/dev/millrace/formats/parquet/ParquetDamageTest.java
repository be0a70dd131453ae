package dev.millrace.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.engine.errors.DataException;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Damaged files: always a [DataException] that names the file; never another exception, a hang, or
/// much memory.
class ParquetDamageTest {
  /// What a good fixture needs is far less; a false size must not ask for more than this.
  private static final long CAP_BYTES = 8 << 20;

  private static final int FLIPS_PER_FILE = 250;

  static Stream<String> files() {
    return ParquetFixtureTest.files().map(name -> name + ".parquet");
  }

  /// Reads everything in every form.
  ///
  /// @return a hash of all values
  private static int readAll(byte[] bytes) {
    CappedScratch scratch = new CappedScratch(CAP_BYTES);
    int hash = 0;
    try (ParquetFile file = ParquetFile.open(new MemoryInput("damaged.parquet", bytes), scratch)) {
      boolean[] nulls = new boolean[64];
      for (int column = 0; column < file.columns(); column++) {
        ColumnCursor cursor = file.cursor(column).markingNulls(nulls);
        for (int rows; (rows = Math.min(64, cursor.available())) > 0; ) {
          hash = 31 * hash + read(cursor, file.column(column), rows, scratch);
        }
      }
    }
    return hash;
  }

  private static int read(
      ColumnCursor cursor, ColumnSchema schema, int rows, CappedScratch scratch) {
    return switch (schema.type()) {
      case INT32 -> {
        int[] values = new int[64];
        if (schema.logical().fitsShort()) {
          short[] shorts = new short[64];
          cursor.readShorts(shorts, 0, rows);
          yield Arrays.hashCode(shorts);
        }
        if (cursor.isDictionary() && cursor.dictionarySize() < 1000) {
          cursor.readIndices(values, 0, rows);
          int[] dictionary = new int[1000];
          cursor.readDictionary(dictionary);
          yield Arrays.hashCode(dictionary) + Arrays.hashCode(values);
        }
        cursor.readInts(values, 0, rows);
        yield Arrays.hashCode(values);
      }
      case INT64 -> {
        long[] values = new long[64];
        cursor.readLongs(values, 0, rows);
        yield Arrays.hashCode(values);
      }
      case FLOAT, DOUBLE -> {
        double[] values = new double[64];
        cursor.readDoubles(values, 0, rows);
        yield Arrays.hashCode(values);
      }
      case BOOLEAN -> {
        boolean[] values = new boolean[64];
        cursor.readBooleans(values, 0, rows);
        yield Arrays.hashCode(values);
      }
      default -> {
        ColumnBytes values = new ColumnBytes(scratch, "damage.text");
        cursor.readBytes(values, rows);
        yield values.size() == 0 ? 0 : values.string(0).hashCode();
      }
    };
  }

  /// Runs a read that may succeed, because not every byte is checked, or fail with the right
  /// exception.
  ///
  /// @return whether the damage was noticed
  private static boolean noticed(byte[] bytes, String what) {
    try {
      Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> readAll(bytes), what);
      return false;
    } catch (DataException e) {
      assertThat(e).hasMessageContaining("damaged.parquet");
      return true;
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(what + ": " + e, e);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void flippedBytesNeverCauseAnythingElse(String name) {
    byte[] good = MemoryInput.resource(name);
    readAll(good);
    SplittableRandom random = new SplittableRandom(name.hashCode());
    int noticed = 0;
    for (int i = 0; i < FLIPS_PER_FILE; i++) {
      byte[] bytes = good.clone();
      int flips = 1 + random.nextInt(3);
      StringBuilder what = new StringBuilder(name);
      for (int f = 0; f < flips; f++) {
        int at = random.nextInt(bytes.length);
        byte value = (byte) random.nextInt(256);
        what.append(" [").append(at).append("]=").append(value);
        bytes[at] = value;
      }
      noticed += noticed(bytes, what.toString()) ? 1 : 0;
    }
    assertThat(noticed).isGreaterThan(FLIPS_PER_FILE / 10);
  }

  @ParameterizedTest
  @MethodSource("files")
  void aTruncatedFileIsRefused(String name) {
    byte[] good = MemoryInput.resource(name);
    for (int length = 0; length < good.length; length += 1 + length / 50) {
      assertThat(noticed(Arrays.copyOf(good, length), name + " cut to " + length)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileWithAHoleIsNoticedOrRead(String name) {
    byte[] good = MemoryInput.resource(name);
    for (int start = 4; start + 64 < good.length; start += 97) {
      byte[] bytes = good.clone();
      Arrays.fill(bytes, start, start + 64, (byte) 0);
      noticed(bytes, name + " zeroed at " + start);
    }
  }

  private static byte[] good() {
    return MemoryInput.resource("pyarrow-dictionary-nulls.parquet");
  }

  @Test
  void falseMagic() {
    byte[] bytes = good();
    bytes[0] = 'X';
    assertThatThrownBy(() -> readAll(bytes))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("damaged.parquet", "PAR1");
  }

  @Test
  void absurdFooterLength() {
    for (int length : new int[] {Integer.MAX_VALUE, -1, 0, 1 << 24}) {
      byte[] bytes = good();
      for (int i = 0; i < 4; i++) {
        bytes[bytes.length - 8 + i] = (byte) (length >>> (8 * i));
      }
      assertThatThrownBy(() -> readAll(bytes))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("damaged.parquet", "footer");
    }
  }

  @Test
  void aFlippedByteInAPageWithAChecksumNamesColumnAndPage() {
    byte[] bytes = MemoryInput.resource("pyarrow-fallback-full.parquet");
    bytes[60] ^= 1;
    assertThatThrownBy(() -> readAll(bytes))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("damaged.parquet", "column 0 \"u16\"", "page 0", "checksum");
  }

  @Test
  void aFlippedByteInCompressedDataNamesColumnAndPage() {
    byte[] bytes = MemoryInput.resource("pyarrow-plain-full.parquet");
    bytes[60] ^= 1;
    assertThatThrownBy(() -> readAll(bytes))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("damaged.parquet", "column 0 \"u16\"", "page 0", "GZIP");
  }

  @Test
  void valuesCannotBeReadAsWhatTheyAreNot() {
    CappedScratch scratch = new CappedScratch(CAP_BYTES);
    try (ParquetFile file = ParquetFile.open(new MemoryInput("good.parquet", good()), scratch)) {
      int f64 = file.columnIndex("f64");
      assertThatThrownBy(() -> file.readShorts(f64, new short[200]))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("good.parquet", "f64", "DOUBLE", "shorts");
      int i32 = file.columnIndex("i32");
      assertThatThrownBy(() -> file.readInts(i32, new int[200]))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("good.parquet", "i32", "missing");
      assertThatThrownBy(() -> file.columnIndex("absent"))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("good.parquet", "absent");
      assertThatThrownBy(() -> file.cursor(99)).isInstanceOf(DataException.class);
      assertThatThrownBy(() -> file.readInts(i32, new int[3]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void cursorsAndFilesOfOneScratchDoNotMix() {
    CappedScratch scratch = new CappedScratch(CAP_BYTES);
    try (ParquetFile first = ParquetFile.open(new MemoryInput("a.parquet", good()), scratch);
        ParquetFile apart =
            ParquetFile.open(new MemoryInput("b.parquet", good()), scratch, "apart")) {
      ColumnCursor stale = first.cursor(0);
      ColumnCursor fresh = first.cursor(1);
      assertThatThrownBy(stale::available).isInstanceOf(IllegalStateException.class);
      assertThat(fresh.available()).isPositive();
      assertThat(apart.cursor(0).available()).isPositive();
      assertThat(fresh.available()).isPositive();
      try (ParquetFile second = ParquetFile.open(new MemoryInput("c.parquet", good()), scratch)) {
        assertThat(second.cursor(0).available()).isPositive();
        assertThatThrownBy(fresh::available)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("slot");
      }
    }
  }
}
