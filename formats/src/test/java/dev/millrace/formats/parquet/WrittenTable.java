package dev.millrace.formats.parquet;

import dev.millrace.engine.io.AtomicOutput;
import dev.millrace.engine.io.DiskMeter;
import dev.millrace.engine.io.OutputFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Random values for one required and one optional column of each type.
record WrittenTable(
    boolean[] booleans,
    int[] int32,
    short[] uint16,
    long[] int64,
    float[] float32,
    double[] float64,
    String[] utf8,
    boolean[] present) {
  static final long SEED = 20251121;

  static WrittenTable random(int rows, int distinct, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    WrittenTable table =
        new WrittenTable(
            new boolean[rows],
            new int[rows],
            new short[rows],
            new long[rows],
            new float[rows],
            new double[rows],
            new String[rows],
            new boolean[rows]);
    for (int row = 0; row < rows; row++) {
      int code = random.nextInt(distinct);
      table.booleans[row] = code % 3 == 0;
      table.int32[row] = code * 65_537 - 12_345;
      table.uint16[row] = (short) (code * 7);
      table.int64[row] = code * 0x9E3779B97F4A7C15L;
      table.float32[row] = code == 3 ? Float.NEGATIVE_INFINITY : code / 3f;
      table.float64[row] = code == 3 ? -0.0 : -code / 7.0;
      table.utf8[row] = code == 0 ? "" : "wert-\u00e4-" + code;
      table.present[row] = random.nextInt(4) > 0;
    }
    return table;
  }

  int rows() {
    return int32.length;
  }

  /// `r_TYPE` and `o_TYPE` of each type; there is no null among unsigned numbers.
  static List<ParquetWriterColumn> columns() {
    List<ParquetWriterColumn> columns = new ArrayList<>();
    for (ParquetWriterType type : ParquetWriterType.values()) {
      columns.add(ParquetWriterColumn.required("r_" + type, type));
      columns.add(ParquetWriterColumn.optional("o_" + type, type));
    }
    return columns;
  }

  void writeRowGroup(ParquetWriter writer) {
    writer.startRowGroup(rows());
    writer.booleans(booleans);
    writer.booleans(booleans, present);
    writer.int32(int32);
    writer.int32(int32, present);
    writer.uint16(uint16);
    writer.uint16(uint16);
    writer.int64(int64);
    writer.int64(int64, present);
    writer.float32(float32);
    writer.float32(float32, present);
    writer.float64(float64);
    writer.float64(float64, present);
    writer.utf8(utf8);
    @Nullable String[] some = new String[rows()];
    for (int row = 0; row < rows(); row++) {
      some[row] = present[row] ? utf8[row] : null;
    }
    writer.utf8(some);
  }

  /// Writes the table as so many row groups.
  Path write(Path folder, ParquetWriterOptions options, int rowGroups) {
    return write(
        folder,
        columns(),
        options,
        writer -> {
          for (int group = 0; group < rowGroups; group++) {
            writeRowGroup(writer);
          }
        });
  }

  /// Writes any table into the folder.
  static Path write(
      Path folder,
      List<ParquetWriterColumn> columns,
      ParquetWriterOptions options,
      Consumer<ParquetWriter> content) {
    try (OutputFile output =
            new AtomicOutput(folder, DiskMeter.unbounded()).create("table.parquet");
        ParquetWriter writer =
            new ParquetWriter(output, columns, options, new CappedScratch(1 << 26))) {
      content.accept(writer);
      writer.finish();
      output.complete();
    }
    return folder.resolve("table.parquet");
  }
}
