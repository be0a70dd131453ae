package dev.millrace.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What [ParquetWriter] writes, DuckDB reads.
class ParquetWriterDuckDbTest {
  private static Connection duckdb;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws SQLException {
    duckdb = DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterAll
  static void close() throws SQLException {
    duckdb.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeSurvives(ParquetWriterCodec codec) throws SQLException {
    for (boolean dictionary : new boolean[] {true, false}) {
      for (int distinct : new int[] {1, 300}) {
        WrittenTable table = WrittenTable.random(1003, distinct, WrittenTable.SEED);
        ParquetWriterOptions options =
            ParquetWriterOptions.of(codec).withDictionary(dictionary).withPageBytes(2048);
        List<List<@Nullable String>> read = read(table.write(folder, options, 2));
        assertThat(read).hasSize(2 * table.rows());
        for (int row = 0; row < read.size(); row++) {
          assertThat(read.get(row)).isEqualTo(line(table, row % table.rows()));
        }
      }
    }
  }

  @Test
  void tablesOfTenThousandColumnsSurvive() throws SQLException {
    int width = 10_000;
    List<ParquetWriterColumn> columns = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      columns.add(ParquetWriterColumn.optional("column_" + column, ParquetWriterType.UINT16));
    }
    short[] values = new short[20];
    Path file =
        WrittenTable.write(
            folder,
            columns,
            ParquetWriterOptions.of(ParquetWriterCodec.ZSTD),
            writer -> {
              writer.startRowGroup(values.length);
              for (int column = 0; column < width; column++) {
                for (int row = 0; row < values.length; row++) {
                  values[row] = (short) (column * 5 + row / 4);
                }
                writer.uint16(values);
              }
            });
    String query =
        "select count(*), max(column_9999), min(column_17), typeof(any_value(column_0)) from '";
    try (Statement statement = duckdb.createStatement();
        ResultSet result = statement.executeQuery(query + file + "'")) {
      result.next();
      assertThat(result.getInt(1)).isEqualTo(20);
      assertThat(result.getInt(2)).isEqualTo(9999 * 5 + 4);
      assertThat(result.getInt(3)).isEqualTo(17 * 5);
      assertThat(result.getString(4)).isEqualTo("USMALLINT");
    }
  }

  private static List<List<@Nullable String>> read(Path file) throws SQLException {
    List<List<@Nullable String>> rows = new ArrayList<>();
    try (Statement statement = duckdb.createStatement();
        ResultSet result = statement.executeQuery("select * from '" + file + "'")) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<@Nullable String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          Object value = result.getObject(column);
          row.add(value == null ? null : value.toString());
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<@Nullable String> line(WrittenTable table, int row) {
    List<@Nullable String> line = new ArrayList<>();
    for (Object value :
        List.of(
            table.booleans()[row],
            table.int32()[row],
            table.uint16()[row] & 0xffff,
            table.int64()[row],
            table.float32()[row],
            table.float64()[row],
            table.utf8()[row])) {
      boolean unsigned = line.size() == 4;
      line.add(value.toString());
      line.add(unsigned || table.present()[row] ? value.toString() : null);
    }
    return line;
  }
}
