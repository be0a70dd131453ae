package dev.millrace.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of pyarrow and Polars in every encoding they have; `fixtures.py` beside them wrote them,
/// and every value follows from its row number.
class ParquetFixtureTest {
  private static final int ROWS = 120;

  static Stream<String> files() {
    return Stream.of(
            "pyarrow-dictionary",
            "pyarrow-fallback",
            "pyarrow-plain",
            "pyarrow-delta",
            "polars-zstd",
            "polars-groups")
        .flatMap(name -> Stream.of(name + "-full", name + "-nulls"));
  }

  private static ParquetFile open(String name) {
    CappedScratch scratch = new CappedScratch(8 << 20);
    return ParquetFile.open(
        new MemoryInput(name, MemoryInput.resource(name + ".parquet")), scratch);
  }

  private static void assertSame(double value, double expected) {
    assertThat(Double.doubleToLongBits(value)).isEqualTo(Double.doubleToLongBits(expected));
  }

  private static boolean missing(String name, int row) {
    return name.endsWith("nulls") && row % 7 == 3;
  }

  @ParameterizedTest
  @MethodSource("files")
  void integers(String name) {
    try (ParquetFile file = open(name)) {
      assertThat(file.rows()).isEqualTo(ROWS);
      assertThat(file.columns()).isEqualTo(12);
      for (int batch : new int[] {1, 7, 64, ROWS}) {
        short[] u16 = new short[ROWS];
        short[] low = new short[ROWS];
        short[] i8 = new short[ROWS];
        int[] i32 = new int[ROWS];
        long[] u32 = new long[ROWS];
        long[] i64 = new long[ROWS];
        boolean[] nulls = new boolean[ROWS];
        ColumnCursor cursor = cursor(file, "u16", nulls);
        for (int at = 0, n;
            (n = cursor.readShorts(u16, at, Math.min(batch, ROWS - at))) > 0;
            at += n) {}
        cursor = cursor(file, "low", nulls);
        for (int at = 0, n;
            (n = cursor.readShorts(low, at, Math.min(batch, ROWS - at))) > 0;
            at += n) {}
        cursor = cursor(file, "i8", nulls);
        for (int at = 0, n;
            (n = cursor.readShorts(i8, at, Math.min(batch, ROWS - at))) > 0;
            at += n) {}
        cursor = cursor(file, "i32", nulls);
        for (int at = 0, n;
            (n = cursor.readInts(i32, at, Math.min(batch, ROWS - at))) > 0;
            at += n) {}
        cursor = cursor(file, "u32", nulls);
        for (int at = 0, n;
            (n = cursor.readLongs(u32, at, Math.min(batch, ROWS - at))) > 0;
            at += n) {}
        cursor = cursor(file, "i64", nulls);
        for (int at = 0, n;
            (n = cursor.readLongs(i64, at, Math.min(batch, ROWS - at))) > 0;
            at += n) {}
        for (int row = 0; row < ROWS; row++) {
          boolean missing = missing(name, row);
          assertThat(nulls[row]).isEqualTo(missing);
          assertThat(u16[row] & 0xffff).isEqualTo(missing ? 0 : row * 7919 % 65536);
          assertThat(low[row] & 0xffff).isEqualTo(missing ? 0 : 437 + row * 31 % 90);
          assertThat(i8[row]).isEqualTo((short) (missing ? 0 : row * 11 % 256 - 128));
          assertThat(i32[row])
              .isEqualTo(missing ? 0 : (int) (row * 1000003L % (1L << 31) - (1 << 30)));
          assertThat(u32[row]).isEqualTo(missing ? 0 : row * 4000037L % (1L << 32));
          assertThat(i64[row]).isEqualTo(missing ? 0 : row * 1_000_000_000_039L - 5);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void floatingPointAndBooleans(String name) {
    try (ParquetFile file = open(name)) {
      float[] f32 = new float[ROWS];
      double[] f64 = new double[ROWS];
      double[] widened = new double[ROWS];
      double[] unsigned = new double[ROWS];
      boolean[] flag = new boolean[ROWS];
      file.readFloats(file.columnIndex("f32"), f32);
      file.readDoubles(file.columnIndex("f64"), f64);
      file.readDoubles(file.columnIndex("f32"), widened);
      file.readDoubles(file.columnIndex("u32"), unsigned);
      cursor(file, "flag", new boolean[ROWS]).readBooleans(flag, 0, ROWS);
      for (int row = 0; row < ROWS; row++) {
        boolean missing = missing(name, row);
        assertSame(f32[row], missing ? Float.NaN : row / 8f - 3);
        assertSame(f64[row], missing ? Double.NaN : row / 7.0);
        assertSame(widened[row], missing ? Double.NaN : row / 8.0 - 3);
        assertSame(unsigned[row], missing ? Double.NaN : row * 4000037L % (1L << 32));
        assertThat(flag[row]).isEqualTo(!missing && row % 3 == 0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void stringsBytesAndTimes(String name) {
    try (ParquetFile file = open(name)) {
      ColumnBytes text = new ColumnBytes(new CappedScratch(1 << 20), "text");
      boolean[] nulls = new boolean[ROWS];
      for (int batch : new int[] {1, 13, ROWS}) {
        ColumnCursor cursor = cursor(file, "text", nulls);
        for (int row = 0, n; (n = cursor.readBytes(text, batch)) > 0; row += n) {
          for (int i = 0; i < n; i++) {
            assertThat(nulls[i]).isEqualTo(missing(name, row + i));
            assertThat(text.string(i))
                .isEqualTo(missing(name, row + i) ? "" : "t\u00ebxt-" + (row + i) * 37 % 50);
          }
        }
      }
      ColumnCursor cursor = cursor(file, "fixed", nulls);
      assertThat(cursor.readBytes(text, ROWS)).isEqualTo(ROWS);
      for (int row = 0; row < ROWS; row++) {
        byte[] expected =
            missing(name, row) ? new byte[0] : new byte[] {(byte) row, (byte) (row * 3), 7};
        assertThat(Arrays.copyOfRange(text.bytes(), text.start(row), text.end(row)))
            .isEqualTo(expected);
      }
      long[] when = new long[ROWS];
      cursor(file, "when", nulls).readLongs(when, 0, ROWS);
      for (int row = 0; row < ROWS; row++) {
        assertThat(when[row]).isEqualTo(missing(name, row) ? 0 : row * 86_400_000_000L);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void schema(String name) {
    try (ParquetFile file = open(name)) {
      ColumnSchema low = file.column(file.columnIndex("low"));
      assertThat(low.type()).isEqualTo(ColumnType.INT32);
      assertThat(low.logical()).isEqualTo(ColumnLogical.UINT_16);
      assertThat(file.column(file.columnIndex("i8")).logical()).isEqualTo(ColumnLogical.INT_8);
      assertThat(file.column(file.columnIndex("text")).logical()).isEqualTo(ColumnLogical.STRING);
      ColumnSchema when = file.column(file.columnIndex("when"));
      assertThat(when.logical()).isEqualTo(ColumnLogical.TIMESTAMP_MICROS);
      assertThat(when.adjustedToUtc()).isTrue();
      assertThat(when.nullable()).isTrue();
      assertThat(file.has("absent")).isFalse();
      assertThat(file.createdBy()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void dictionariesAndTheirFallBackPagesGiveTheValues(String name) {
    try (ParquetFile file = open(name)) {
      boolean[] nulls = new boolean[ROWS];
      int[] values = new int[ROWS];
      int[] dictionary = {};
      int dictionaryId = 0;
      ColumnCursor cursor = cursor(file, "i32", nulls);
      int at = 0;
      for (int rows; (rows = cursor.available()) > 0; at += rows) {
        if (cursor.isDictionary()) {
          if (cursor.dictionaryId() != dictionaryId) {
            dictionaryId = cursor.dictionaryId();
            dictionary = new int[cursor.dictionarySize()];
            cursor.readDictionary(dictionary);
          }
          short[] indices = new short[ROWS];
          assertThat(cursor.readIndices(indices, at, rows)).isEqualTo(rows);
          for (int i = at; i < at + rows; i++) {
            values[i] = nulls[i] ? 0 : dictionary[indices[i] & 0xffff];
          }
        } else {
          assertThat(cursor.readInts(values, at, rows)).isEqualTo(rows);
        }
      }
      assertThat(at).isEqualTo(ROWS);
      boolean written = name.contains("dictionary") || name.contains("fallback");
      assertThat(dictionaryId > 0 || !written).isTrue();
      for (int row = 0; row < ROWS; row++) {
        assertThat(values[row])
            .isEqualTo(missing(name, row) ? 0 : (int) (row * 1000003L % (1L << 31) - (1 << 30)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 17, 60, 89, 90, 91, 119, 120, 500})
  void skippedRowsAreThoseBefore(int skipped) {
    for (String name : files().toList()) {
      try (ParquetFile file = open(name)) {
        for (String column : new String[] {"low", "f64", "text", "flag"}) {
          ColumnCursor cursor = file.cursor(file.columnIndex(column));
          assertThat(cursor.skip(skipped)).isEqualTo(Math.min(ROWS, skipped));
          int left = Math.max(0, ROWS - skipped);
          boolean[] nulls = new boolean[ROWS];
          cursor.markingNulls(nulls);
          if (column.equals("low")) {
            short[] values = new short[ROWS];
            assertThat(cursor.readShorts(values, 0, ROWS)).isEqualTo(left);
            for (int i = 0; i < left; i++) {
              int row = skipped + i;
              assertThat(values[i] & 0xffff)
                  .isEqualTo(missing(name, row) ? 0 : 437 + row * 31 % 90);
            }
          } else if (column.equals("f64")) {
            double[] values = new double[ROWS];
            assertThat(cursor.readDoubles(values, 0, ROWS)).isEqualTo(left);
            for (int i = 0; i < left; i++) {
              int row = skipped + i;
              assertSame(values[i], missing(name, row) ? Double.NaN : row / 7.0);
            }
          } else if (column.equals("text")) {
            ColumnBytes text = new ColumnBytes(new CappedScratch(1 << 20), "text");
            assertThat(cursor.readBytes(text, ROWS)).isEqualTo(left);
            for (int i = 0; i < left; i++) {
              int row = skipped + i;
              assertThat(text.string(i))
                  .isEqualTo(missing(name, row) ? "" : "t\u00ebxt-" + row * 37 % 50);
            }
          } else {
            boolean[] values = new boolean[ROWS];
            assertThat(cursor.readBooleans(values, 0, ROWS)).isEqualTo(left);
            for (int i = 0; i < left; i++) {
              int row = skipped + i;
              assertThat(values[i]).isEqualTo(!missing(name, row) && row % 3 == 0);
            }
          }
        }
      }
    }
  }

  @Test
  void wideFile() {
    try (ParquetFile file = open("polars-wide")) {
      assertThat(file.columns()).isEqualTo(60);
      short[] values = new short[40];
      for (int column = 0; column < 60; column++) {
        assertThat(file.columnIndex("column_" + column)).isEqualTo(column);
        file.readShorts(column, values);
        for (int row = 0; row < 40; row++) {
          assertThat(values[row]).isEqualTo((short) (437 + row * (column + 1) % 25));
        }
      }
    }
  }

  private static ColumnCursor cursor(ParquetFile file, String column, boolean[] nulls) {
    return file.cursor(file.columnIndex(column)).markingNulls(nulls);
  }
}
