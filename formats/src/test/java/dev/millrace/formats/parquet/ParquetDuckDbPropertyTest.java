package dev.millrace.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.engine.errors.DataException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random tables through DuckDB's writer: what this reader reads is what DuckDB holds.
class ParquetDuckDbPropertyTest {
  private static final String[] CODECS = {"uncompressed", "snappy", "gzip", "zstd"};

  private static final String MISSING = "(missing)";

  @TempDir static Path folder;

  private static Connection duckdb;

  @BeforeAll
  static void open() throws SQLException {
    duckdb = DriverManager.getConnection("jdbc:duckdb:");
    execute("SET threads = 1");
  }

  @AfterAll
  static void close() throws SQLException {
    duckdb.close();
  }

  private static void execute(String sql) throws SQLException {
    try (Statement statement = duckdb.createStatement()) {
      statement.execute(sql);
    }
  }

  private static ParquetFile read(Path path, CappedScratch scratch) {
    return ParquetFile.open(MemoryInput.of(path), scratch);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void everyColumnOfARandomTable(int seed) throws SQLException {
    SplittableRandom random = new SplittableRandom(seed);
    int rows = random.nextInt(5) == 0 ? random.nextInt(3) : 1 + random.nextInt(20_000);
    int distinct = 1 << random.nextInt(17);
    int nullPercent = random.nextInt(3) == 0 ? 0 : random.nextInt(101);
    String value = "(hash(i, " + seed + ") % " + distinct + ")::BIGINT";
    String missing = "hash(i, " + seed + ", 'null') % 100 < " + nullPercent;
    StringBuilder sql = new StringBuilder("CREATE OR REPLACE TABLE t AS SELECT i");
    for (String column :
        new String[] {
          "u8:(VALUE % 256)::UTINYINT",
          "i8:(VALUE % 256 - 128)::TINYINT",
          "u16:(VALUE % 65536)::USMALLINT",
          "i16:(VALUE % 65536 - 32768)::SMALLINT",
          "u32:(VALUE * 60000)::UINTEGER",
          "i32:(VALUE * 30000 - 1500000000)::INTEGER",
          "i64:VALUE * 70000000000 - 5",
          "f32:(VALUE / 3)::FLOAT",
          "f64:VALUE / 7",
          "flag:VALUE % 5 = 0",
          "text:'v' || VALUE",
          "day:DATE '2000-01-01' + (VALUE % 9000)::INTEGER",
          "ts:TIMESTAMP '2000-01-01' + INTERVAL (VALUE) SECOND"
        }) {
      int colon = column.indexOf(':');
      sql.append(", CASE WHEN ")
          .append(missing)
          .append(" THEN NULL ELSE ")
          .append(column.substring(colon + 1).replace("VALUE", value))
          .append(" END AS ")
          .append(column, 0, colon);
    }
    execute(sql + " FROM range(" + rows + ") r(i)");
    Path path = folder.resolve("t" + seed + ".parquet");
    String codec = CODECS[random.nextInt(CODECS.length)];
    String version = random.nextBoolean() ? "V1" : "V2";
    String options =
        "FORMAT parquet, CODEC '"
            + codec
            + "', PARQUET_VERSION "
            + version
            + ", ROW_GROUP_SIZE "
            + (random.nextBoolean() ? 2048 : 122_880);
    execute("COPY t TO '" + path + "' (" + options + ")");
    try (ParquetFile file = read(path, new CappedScratch(32 << 20))) {
      String what =
          "seed "
              + seed
              + ": "
              + rows
              + " rows, "
              + distinct
              + " values, "
              + nullPercent
              + " % missing, "
              + options;
      assertThat(file.rows()).as(what).isEqualTo(rows);
      compare(file, what, rows, Math.max(1, random.nextInt(rows + 1)));
    }
  }

  private static void compare(ParquetFile file, String what, int rows, int batch)
      throws SQLException {
    for (int column = 1; column < file.columns(); column++) {
      String name = file.column(column).name();
      ColumnBytes text = new ColumnBytes(new CappedScratch(32 << 20), "text");
      boolean[] nulls = new boolean[rows];
      String[] got = new String[rows];
      ColumnCursor cursor = file.cursor(column).markingNulls(nulls);
      for (int at = 0, n;
          (n = step(cursor, file.column(column), text, got, at, Math.min(batch, rows - at)))
              > 0; ) {
        if (file.column(column).type() == ColumnType.BYTE_ARRAY) {
          // A batch of bytes marks nulls from the start of the mask.
          for (int i = 0; i < n; i++) {
            got[at + i] = nulls[i] ? MISSING : got[at + i];
          }
        } else {
          for (int i = at; i < at + n; i++) {
            got[i] = nulls[i] ? MISSING : got[i];
          }
        }
        at += n;
      }
      String expression =
          switch (name) {
            case "day" -> "day - DATE '1970-01-01'";
            case "ts" -> "epoch_us(ts)";
            case "f32" -> "f32::DOUBLE";
            default -> name;
          };
      try (Statement statement = duckdb.createStatement();
          ResultSet expected =
              statement.executeQuery("SELECT " + expression + " FROM t ORDER BY i")) {
        for (int row = 0; row < rows; row++) {
          assertThat(expected.next()).isTrue();
          String want =
              name.startsWith("f") && !name.equals("flag")
                  ? expected.getObject(1) == null ? null : Double.toString(expected.getDouble(1))
                  : expected.getString(1);
          if (!Objects.requireNonNullElse(want, MISSING).equals(got[row])) {
            assertThat(got[row]).as("%s, column %s row %d", what, name, row).isEqualTo(want);
          }
        }
      }
    }
  }

  private static int step(
      ColumnCursor cursor,
      ColumnSchema schema,
      ColumnBytes text,
      String[] got,
      int at,
      int length) {
    if (length == 0) {
      return 0;
    }
    int stop = at + length;
    int n;
    switch (schema.type()) {
      case INT32 -> {
        if (schema.logical().fitsShort()) {
          short[] values = new short[stop];
          n = cursor.readShorts(values, at, length);
          for (int i = at; i < at + n; i++) {
            got[i] = Integer.toString(schema.logical().unsigned() ? values[i] & 0xffff : values[i]);
          }
        } else {
          int[] values = new int[stop];
          n = cursor.readInts(values, at, length);
          for (int i = at; i < at + n; i++) {
            got[i] =
                schema.logical().unsigned()
                    ? Integer.toUnsignedString(values[i])
                    : Integer.toString(values[i]);
          }
        }
      }
      case INT64 -> {
        long[] values = new long[stop];
        n = cursor.readLongs(values, at, length);
        for (int i = at; i < at + n; i++) {
          got[i] = Long.toString(values[i]);
        }
      }
      case FLOAT, DOUBLE -> {
        double[] values = new double[stop];
        n = cursor.readDoubles(values, at, length);
        for (int i = at; i < at + n; i++) {
          got[i] = Double.toString(values[i]);
        }
      }
      case BOOLEAN -> {
        boolean[] values = new boolean[stop];
        n = cursor.readBooleans(values, at, length);
        for (int i = at; i < at + n; i++) {
          got[i] = Boolean.toString(values[i]);
        }
      }
      default -> {
        n = cursor.readBytes(text, length);
        for (int i = 0; i < n; i++) {
          got[at + i] = text.string(i);
        }
      }
    }
    return n;
  }

  /// One column of frames x pixels rows, as the narrow Ariel layout has it.
  @Test
  void aLongColumnStreamsInLittleMemory() throws SQLException {
    int rows = 3_000_000;
    Path path = folder.resolve("narrow.parquet");
    execute(
        "COPY (SELECT (hash(i) % 40000)::USMALLINT AS \"0\" FROM range("
            + rows
            + ") r(i)) TO '"
            + path
            + "' (FORMAT parquet, CODEC 'snappy')");
    long expected = sum("SELECT sum(hash(i) % 40000) FROM range(" + rows + ") r(i)");
    CappedScratch scratch = new CappedScratch(4 << 20);
    try (ParquetFile file = read(path, scratch)) {
      assertThat(file.rowGroups()).isGreaterThan(1);
      ColumnCursor cursor = file.cursor(file.columnIndex("0"));
      short[] batch = new short[10_007];
      long sum = 0;
      long seen = 0;
      for (int n; (n = cursor.readShorts(batch, 0, batch.length)) > 0; seen += n) {
        for (int i = 0; i < n; i++) {
          sum += batch[i] & 0xffff;
        }
      }
      assertThat(seen).isEqualTo(rows);
      assertThat(sum).isEqualTo(expected);
      assertThat(scratch.usedBytes()).isLessThan(3 << 20);
    }
  }

  private static long sum(String sql) throws SQLException {
    try (Statement statement = duckdb.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getLong(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lz4_raw", "brotli"})
  void anUnknownCodecIsRefusedByName(String codec) throws SQLException {
    Path path = folder.resolve(codec + ".parquet");
    execute(
        "COPY (SELECT i % 9 AS a FROM range(5000) r(i)) TO '"
            + path
            + "' (FORMAT parquet, CODEC '"
            + codec
            + "')");
    try (ParquetFile file = read(path, new CappedScratch(4 << 20))) {
      assertThatThrownBy(() -> file.readLongs(0, new long[5000]))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll(
              path.getFileName().toString(), "column 0 \"a\"", codec.toUpperCase(Locale.ROOT));
    }
  }

  @Test
  void aNestedColumnIsRefusedByName() throws SQLException {
    Path path = folder.resolve("nested.parquet");
    execute("COPY (SELECT 1 AS a, [1, 2] AS inner_list) TO '" + path + "' (FORMAT parquet)");
    MemoryInput input = MemoryInput.of(path);
    assertThatThrownBy(() -> ParquetFile.open(input, new CappedScratch(4 << 20)))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("nested.parquet", "inner_list", "nested");
    assertThat(input.closed()).isTrue();
  }

  @Test
  void namesThatNobodyUsesCostNothing() throws SQLException {
    Path path = folder.resolve("wide.parquet");
    StringBuilder columns = new StringBuilder("i::USMALLINT AS column_0");
    for (int c = 1; c < 500; c++) {
      columns.append(", (i * ").append(c).append(" % 1000)::USMALLINT AS column_").append(c);
    }
    execute(
        "COPY (SELECT "
            + columns
            + " FROM range(64) r(i)) TO '"
            + path
            + "' (FORMAT parquet, CODEC 'zstd')");
    CappedScratch scratch = new CappedScratch(1 << 20);
    try (ParquetFile file = read(path, scratch)) {
      short[] values = new short[64];
      for (int c = 0; c < 500; c++) {
        file.readShorts(c, values);
        for (int i = 0; i < 64; i++) {
          assertThat(values[i]).isEqualTo((short) (c == 0 ? i : i * c % 1000));
        }
      }
      assertThat(file.columnIndex("column_499")).isEqualTo(499);
    }
  }
}
