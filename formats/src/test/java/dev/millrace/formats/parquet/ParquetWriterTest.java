package dev.millrace.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.engine.io.OutputFile;
import dev.millrace.engine.memory.PooledScratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What [ParquetWriter] writes, another implementation (DuckDB) reads.
class ParquetWriterTest {
  private static final long SEED = 20251121;

  @TempDir Path folder;

  static Stream<Arguments> encodings() {
    return Stream.of(ParquetWriterCodec.values())
        .flatMap(
            codec -> Stream.of(true, false).map(dictionary -> Arguments.of(codec, dictionary)));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void everyTypeSurvives(ParquetWriterCodec codec, boolean dictionary) throws Exception {
    ParquetWriterOptions options =
        ParquetWriterOptions.of(codec).withDictionary(dictionary).withPageBytes(2048);
    for (int rows : new int[] {1, 7, 8, 9, 63, 1000, 5003}) {
      for (int distinct : new int[] {1, 2, 5, 300, 100_000}) {
        Table table = Table.random(rows, distinct, SEED + rows);
        Path file = folder.resolve("t.parquet");
        try (OutputFile output = ParquetWriterFixture.file(file);
            PooledScratch scratch = ParquetWriterFixture.scratch();
            ParquetWriter writer = new ParquetWriter(output, Table.columns(), options, scratch)) {
          table.write(writer);
          table.write(writer);
          writer.finish();
          output.complete();
        }
        assertThat(read(file)).isEqualTo(table.text(2));
      }
    }
  }

  @Test
  void dictionaryCodesOfEveryWidthSurvive() throws Exception {
    Path file = folder.resolve("t.parquet");
    List<ParquetWriterColumn> columns = new ArrayList<>();
    for (int bits = 1; bits <= 16; bits++) {
      columns.add(ParquetWriterColumn.required("b" + bits, ParquetWriterType.UINT16));
    }
    int rows = 3 << 16;
    SplittableRandom random = new SplittableRandom(SEED);
    short[][] values = new short[columns.size()][rows];
    try (OutputFile output = ParquetWriterFixture.file(file);
        PooledScratch scratch = ParquetWriterFixture.scratch();
        ParquetWriter writer =
            new ParquetWriter(
                output, columns, ParquetWriterOptions.of(ParquetWriterCodec.ZSTD), scratch)) {
      writer.startRowGroup(rows);
      for (int column = 0; column < values.length; column++) {
        for (int row = 0; row < rows; row++) {
          values[column][row] = (short) (random.nextInt(2 << column) * 31 % 65536);
        }
        writer.uint16(values[column]);
      }
      writer.finish();
      output.complete();
    }
    long[] sums = new long[values.length];
    StringBuilder query = new StringBuilder("select ");
    for (int column = 0; column < values.length; column++) {
      query.append(column == 0 ? "" : ",").append("sum(b%1$d*rn)".formatted(column + 1));
      for (int row = 0; row < rows; row++) {
        sums[column] += (values[column][row] & 0xffffL) * (row + 1L);
      }
    }
    query.append(" from (select *, row_number() over () as rn from '").append(file).append("')");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet result = statement.executeQuery(query.toString())) {
      result.next();
      for (int column = 0; column < values.length; column++) {
        assertThat(result.getLong(column + 1)).as("%d bits", column + 1).isEqualTo(sums[column]);
      }
    }
  }

  @Test
  void equalCallsGiveEqualBytes() throws IOException {
    for (ParquetWriterCodec codec : ParquetWriterCodec.values()) {
      Path first = folder.resolve("first.parquet");
      Path second = folder.resolve("second.parquet");
      try (PooledScratch scratch = ParquetWriterFixture.scratch()) {
        for (Path file : List.of(first, second)) {
          try (OutputFile output = ParquetWriterFixture.file(file);
              ParquetWriter writer =
                  new ParquetWriter(
                      output, Table.columns(), ParquetWriterOptions.of(codec), scratch)) {
            Table.random(2000, 50, SEED).write(writer);
            writer.finish();
            output.complete();
          }
        }
      }
      assertThat(Files.mismatch(first, second)).as("%s", codec).isEqualTo(-1);
    }
  }

  @Test
  void wideTablesSurvive() throws Exception {
    int width = 3000;
    List<ParquetWriterColumn> columns = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      columns.add(ParquetWriterColumn.optional("column_" + column, ParquetWriterType.UINT16));
    }
    Path file = folder.resolve("wide.parquet");
    short[] values = new short[20];
    try (OutputFile output = ParquetWriterFixture.file(file);
        PooledScratch scratch = ParquetWriterFixture.scratch();
        ParquetWriter writer =
            new ParquetWriter(
                output, columns, ParquetWriterOptions.of(ParquetWriterCodec.ZSTD), scratch)) {
      writer.startRowGroup(20);
      for (int column = 0; column < width; column++) {
        for (int row = 0; row < 20; row++) {
          values[row] = (short) (column + row / 4);
        }
        writer.uint16(values);
      }
      writer.finish();
      output.complete();
    }
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet result =
            statement.executeQuery(
                "select count(*), max(column_2999), min(column_17), typeof(any_value(column_0)) from '"
                    + file
                    + "'")) {
      result.next();
      assertThat(result.getInt(1)).isEqualTo(20);
      assertThat(result.getInt(2)).isEqualTo(3003);
      assertThat(result.getInt(3)).isEqualTo(17);
      assertThat(result.getString(4)).isEqualTo("USMALLINT");
    }
  }

  @Test
  void misuseIsRefused() {
    try (OutputFile output = ParquetWriterFixture.file(folder.resolve("bad.parquet"));
        PooledScratch scratch = ParquetWriterFixture.scratch();
        ParquetWriter writer =
            new ParquetWriter(
                output,
                List.of(
                    ParquetWriterColumn.required("a", ParquetWriterType.INT32),
                    ParquetWriterColumn.required("b", ParquetWriterType.DOUBLE)),
                ParquetWriterOptions.of(ParquetWriterCodec.ZSTD),
                scratch)) {
      assertThatThrownBy(() -> writer.int32(new int[3])).hasMessageContaining("start a row group");
      writer.startRowGroup(3);
      assertThatThrownBy(() -> writer.float64(new double[3])).hasMessageContaining("\"a\"");
      assertThatThrownBy(() -> writer.int32(new int[2])).hasMessageContaining("2 values");
      assertThatThrownBy(() -> writer.int32(new int[3], new boolean[3]))
          .hasMessageContaining("required but has nulls");
      assertThatThrownBy(writer::finish).hasMessageContaining("before column \"a\"");
    }
    assertThat(folder).isEmptyDirectory();
  }

  private static List<List<@Nullable String>> read(Path file) throws SQLException {
    List<List<@Nullable String>> table = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet result = statement.executeQuery("select * from '" + file + "'")) {
      ResultSetMetaData meta = result.getMetaData();
      while (result.next()) {
        List<@Nullable String> row = new ArrayList<>();
        for (int column = 1; column <= meta.getColumnCount(); column++) {
          Object value = result.getObject(column);
          row.add(value == null ? null : value.toString());
        }
        table.add(row);
      }
    }
    return table;
  }

  /// One column of each type, required and optional.
  private record Table(
      short[] u16,
      int[] i32,
      long[] i64,
      float[] f32,
      double[] f64,
      boolean[] bool,
      String[] text,
      boolean[] present) {

    static Table random(int rows, int distinct, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      Table table =
          new Table(
              new short[rows],
              new int[rows],
              new long[rows],
              new float[rows],
              new double[rows],
              new boolean[rows],
              new String[rows],
              new boolean[rows]);
      for (int row = 0; row < rows; row++) {
        int code = random.nextInt(distinct);
        table.u16[row] = (short) (code * 7);
        table.i32[row] = code * 65_537 - 12_345;
        table.i64[row] = code * 0x9E3779B97F4A7C15L;
        table.f32[row] = code == 3 ? Float.NEGATIVE_INFINITY : code / 3f;
        table.f64[row] = code == 3 ? -0.0 : -code / 7.0;
        table.bool[row] = code % 3 == 0;
        table.text[row] = code == 0 ? "" : "wert-\u00e4-" + code;
        table.present[row] = random.nextInt(4) > 0;
      }
      return table;
    }

    static List<ParquetWriterColumn> columns() {
      List<ParquetWriterColumn> columns = new ArrayList<>();
      for (ParquetWriterType type : ParquetWriterType.values()) {
        columns.add(ParquetWriterColumn.required("r_" + type, type));
        columns.add(ParquetWriterColumn.optional("o_" + type, type));
      }
      return columns;
    }

    void write(ParquetWriter writer) {
      writer.startRowGroup(u16.length);
      writer.booleans(bool);
      writer.booleans(bool, present);
      writer.int32(i32);
      writer.int32(i32, present);
      writer.uint16(u16);
      writer.uint16(u16);
      writer.int64(i64);
      writer.int64(i64, present);
      writer.float32(f32);
      writer.float32(f32, present);
      writer.float64(f64);
      writer.float64(f64, present);
      writer.utf8(text);
      @Nullable String[] some = new String[text.length];
      for (int row = 0; row < text.length; row++) {
        some[row] = present[row] ? text[row] : null;
      }
      writer.utf8(some);
    }

    List<List<@Nullable String>> text(int times) {
      List<List<@Nullable String>> rows = new ArrayList<>();
      for (int row = 0; row < times * u16.length; row++) {
        int i = row % u16.length;
        List<@Nullable String> line = new ArrayList<>();
        add(line, i, Boolean.toString(bool[i]), true);
        add(line, i, Integer.toString(i32[i]), true);
        add(line, i, Integer.toString(u16[i] & 0xffff), false);
        add(line, i, Long.toString(i64[i]), true);
        add(line, i, Float.toString(f32[i]), true);
        add(line, i, Double.toString(f64[i]), true);
        add(line, i, text[i], true);
        rows.add(line);
      }
      return rows;
    }

    private void add(List<@Nullable String> line, int row, String value, boolean nullable) {
      line.add(value);
      line.add(nullable && !present[row] ? null : value);
    }
  }
}
