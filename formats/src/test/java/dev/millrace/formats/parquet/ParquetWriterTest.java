package dev.millrace.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.engine.io.AtomicOutput;
import dev.millrace.engine.io.DiskMeter;
import dev.millrace.engine.io.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What [ParquetWriter] writes, [ParquetFile] reads.
class ParquetWriterTest {
  @TempDir Path folder;

  static Stream<Arguments> encodings() {
    return Stream.of(ParquetWriterCodec.values())
        .flatMap(
            codec -> Stream.of(true, false).map(dictionary -> Arguments.of(codec, dictionary)));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void everyTypeSurvives(ParquetWriterCodec codec, boolean dictionary) {
    ParquetWriterOptions options =
        ParquetWriterOptions.of(codec).withDictionary(dictionary).withPageBytes(2048);
    for (int rows : new int[] {1, 7, 8, 9, 63, 1000, 5003}) {
      for (int distinct : new int[] {1, 2, 5, 300, 100_000}) {
        WrittenTable table = WrittenTable.random(rows, distinct, WrittenTable.SEED + rows);
        Path path = table.write(folder, options, 2);
        try (ParquetFile file =
            ParquetFile.open(MemoryInput.of(path), new CappedScratch(1 << 26))) {
          assertThat(file.rows()).isEqualTo(2L * rows);
          assertThat(file.rowGroups()).isEqualTo(2);
          checkNumbers(file, table);
          checkTexts(file, table);
        }
      }
    }
  }

  @Test
  void dictionaryCodesOfEveryWidthSurvive() {
    int rows = 3 << 16;
    List<ParquetWriterColumn> columns = new ArrayList<>();
    short[][] values = new short[16][rows];
    SplittableRandom random = new SplittableRandom(WrittenTable.SEED);
    for (int column = 0; column < values.length; column++) {
      columns.add(ParquetWriterColumn.optional("b" + column, ParquetWriterType.UINT16));
      for (int row = 0; row < rows; row++) {
        values[column][row] = (short) (random.nextInt(2 << column) * 31);
      }
    }
    Path path =
        WrittenTable.write(
            folder,
            columns,
            ParquetWriterOptions.of(ParquetWriterCodec.ZSTD),
            writer -> {
              writer.startRowGroup(rows);
              for (short[] column : values) {
                writer.uint16(column);
              }
            });
    try (ParquetFile file = ParquetFile.open(MemoryInput.of(path), new CappedScratch(1 << 26))) {
      short[] read = new short[rows];
      for (int column = 0; column < values.length; column++) {
        ColumnCursor cursor = file.cursor(column);
        assertThat(cursor.isDictionary()).isTrue();
        int bits = ParquetWriterBits.width(cursor.dictionarySize());
        assertThat(bits).isEqualTo(column + 1);
        file.readShorts(column, read);
        assertThat(read).as("%d bits", bits).isEqualTo(values[column]);
      }
    }
  }

  @Test
  void aDictionaryOfMoreThanThreeQuartersOfTheValuesIsDropped() {
    for (int distinct : new int[] {750, 751}) {
      double[] values = new double[1000];
      short[] shorts = new short[1000];
      for (int row = 0; row < values.length; row++) {
        values[row] = row % distinct;
        shorts[row] = (short) (row % distinct);
      }
      Path path =
          WrittenTable.write(
              folder,
              List.of(
                  ParquetWriterColumn.required("a", ParquetWriterType.DOUBLE),
                  ParquetWriterColumn.required("b", ParquetWriterType.UINT16)),
              ParquetWriterOptions.of(ParquetWriterCodec.UNCOMPRESSED),
              writer -> {
                writer.startRowGroup(values.length);
                writer.float64(values);
                writer.uint16(shorts);
              });
      try (ParquetFile file = ParquetFile.open(MemoryInput.of(path), new CappedScratch(1 << 26))) {
        assertThat(file.cursor(0).isDictionary()).isEqualTo(distinct == 750);
        assertThat(file.cursor(1).isDictionary()).isEqualTo(distinct == 750);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void equalCallsGiveEqualBytes(ParquetWriterCodec codec, boolean dictionary) throws IOException {
    WrittenTable table = WrittenTable.random(2000, 50, WrittenTable.SEED);
    ParquetWriterOptions options = ParquetWriterOptions.of(codec).withDictionary(dictionary);
    byte[] first = Files.readAllBytes(table.write(folder, options, 1));
    byte[] second = Files.readAllBytes(table.write(folder, options, 1));
    assertThat(second).isEqualTo(first);
  }

  @Test
  void misuseIsRefused() {
    AtomicOutput directory = new AtomicOutput(folder, DiskMeter.unbounded());
    try (OutputFile output = directory.create("bad.parquet");
        ParquetWriter writer =
            new ParquetWriter(
                output,
                List.of(
                    ParquetWriterColumn.required("a", ParquetWriterType.INT32),
                    ParquetWriterColumn.required("b", ParquetWriterType.DOUBLE)),
                ParquetWriterOptions.of(ParquetWriterCodec.ZSTD),
                new CappedScratch(1 << 26))) {
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

  private static void checkNumbers(ParquetFile file, WrittenTable table) {
    int rows = (int) file.rows();
    for (boolean nulls : new boolean[] {false, true}) {
      String prefix = nulls ? "o_" : "r_";
      boolean[] booleans = new boolean[rows];
      int[] ints = new int[rows];
      long[] longs = new long[rows];
      float[] floats = new float[rows];
      double[] doubles = new double[rows];
      boolean[] missing = new boolean[rows];
      cursor(file, prefix + "BOOLEAN", missing).readBooleans(booleans, 0, rows);
      cursor(file, prefix + "INT32", missing).readInts(ints, 0, rows);
      cursor(file, prefix + "INT64", missing).readLongs(longs, 0, rows);
      cursor(file, prefix + "FLOAT", missing).readFloats(floats, 0, rows);
      cursor(file, prefix + "DOUBLE", missing).readDoubles(doubles, 0, rows);
      for (int row = 0; row < rows; row++) {
        int of = row % table.rows();
        assertThat(missing[row]).isEqualTo(nulls && !table.present()[of]);
        if (!missing[row]) {
          assertThat(booleans[row]).isEqualTo(table.booleans()[of]);
          assertThat(ints[row]).isEqualTo(table.int32()[of]);
          assertThat(longs[row]).isEqualTo(table.int64()[of]);
          assertThat(floats[row]).isEqualTo(table.float32()[of]);
          assertThat(doubles[row]).isEqualTo(table.float64()[of]);
        }
      }
      short[] shorts = new short[rows];
      file.readShorts(file.columnIndex(prefix + "UINT16"), shorts);
      for (int row = 0; row < rows; row++) {
        assertThat(shorts[row]).isEqualTo(table.uint16()[row % table.rows()]);
      }
    }
  }

  private static void checkTexts(ParquetFile file, WrittenTable table) {
    int rows = (int) file.rows();
    for (boolean nulls : new boolean[] {false, true}) {
      boolean[] missing = new boolean[rows];
      ColumnCursor cursor = cursor(file, nulls ? "o_UTF8" : "r_UTF8", missing);
      ColumnBytes texts = new ColumnBytes(new CappedScratch(1 << 26), "texts");
      int row = 0;
      for (int read = cursor.readBytes(texts, rows); read > 0; ) {
        for (int i = 0; i < read; i++, row++) {
          int of = row % table.rows();
          boolean absent = nulls && !table.present()[of];
          assertThat(texts.string(i)).isEqualTo(absent ? "" : table.utf8()[of]);
        }
        read = cursor.readBytes(texts, rows - row);
      }
      assertThat(row).isEqualTo(rows);
    }
  }

  private static ColumnCursor cursor(ParquetFile file, String name, boolean[] missing) {
    return file.cursor(file.columnIndex(name)).markingNulls(missing);
  }
}
