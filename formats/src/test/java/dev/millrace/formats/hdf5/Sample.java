package dev.millrace.formats.hdf5;

import static dev.millrace.formats.hdf5.Hdf5Types.BOOL;
import static dev.millrace.formats.hdf5.Hdf5Types.FLOAT32;
import static dev.millrace.formats.hdf5.Hdf5Types.FLOAT64;
import static dev.millrace.formats.hdf5.Hdf5Types.INT16;
import static dev.millrace.formats.hdf5.Hdf5Types.INT32;
import static dev.millrace.formats.hdf5.Hdf5Types.INT64;
import static dev.millrace.formats.hdf5.Hdf5Types.INT8;
import static dev.millrace.formats.hdf5.Hdf5Types.TEXT;
import static dev.millrace.formats.hdf5.Hdf5Types.UINT16;
import static dev.millrace.formats.hdf5.Hdf5Types.UINT8;
import static dev.millrace.formats.hdf5.Hdf5Types.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A file with one object of every kind, the same each time.
final class Sample {
  static final int ROWS = 1000;
  static final int COLUMNS = 37;
  static final Compound TABLE =
      Compound.of(
          new Compound.Field("index", INT64),
          new Compound.Field("values_block_0", FLOAT64.array(3)),
          new Compound.Field("model", text(8)));

  private Sample() {}

  static void write(TestFile file, int rowsPerAppend) {
    try (Hdf5Writer h5 = file.writer()) {
      GroupWriter root = h5.root();
      root.attribute("title", "a sample, in µm");
      root.attribute("version", 3L);
      numbers(root.group("numbers"));
      texts(root.group("texts"));
      streams(root.group("streams").group("deep"), rowsPerAppend);
      table(root.group("tables"), 50);
    }
  }

  private static void numbers(GroupWriter group) {
    group.attribute("gain", 0.4369);
    group.attribute("scales", FLOAT64, new double[] {50_000, 50_000, 1});
    group.write("float64", FLOAT64, new double[] {1.5, -2.25, Double.NaN, 4, 5, 6}, 2, 3);
    group.write("float32", FLOAT32, new float[] {1.5f, -2.25f}, 2);
    group.write("int8", INT8, new byte[] {-128, 127}, 2);
    group.write("int16", INT16, new short[] {-32_768, 32_767}, 2);
    group.write("int32", INT32, new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE}, 2);
    group.write("int64", INT64, new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, 2);
    group.write("uint8", UINT8, new byte[] {0, -1}, 2);
    group.write("uint16", UINT16, new short[] {0, -1}, 2);
    group.write("bool", BOOL, new boolean[] {true, false, true}, 3);
    group.write("scalar", FLOAT64, new double[] {42});
    group.write("empty", FLOAT64, new double[0], 0, 4);
  }

  private static void texts(GroupWriter group) {
    group.attribute("columns", TEXT, new String[] {"x", "y", "größe"});
    group.write("variable", TEXT, new String[] {"", "planet", "größe"}, 3);
    group.write("fixed", text(7), new String[] {"abc", "größe", ""}, 3);
  }

  private static void streams(GroupWriter group, int rowsPerAppend) {
    DatasetSpec<float[]> plain = DatasetSpec.of(FLOAT32, 0, COLUMNS).chunked(16, 10).extendible();
    append(group, "chunked", plain, rowsPerAppend);
    append(group, "deflated", plain.deflated(4).shuffled(), rowsPerAppend);
    append(group, "contiguous", DatasetSpec.of(FLOAT32, ROWS, COLUMNS), rowsPerAppend);
  }

  private static void append(
      GroupWriter group, String name, DatasetSpec<float[]> spec, int rowsPerAppend) {
    try (DatasetWriter<float[]> dataset = group.dataset(name, spec)) {
      dataset.attribute("units", "electron");
      for (int row = 0; row < ROWS; row += rowsPerAppend) {
        int rows = Math.min(rowsPerAppend, ROWS - row);
        dataset.append(values(row, Math.min(ROWS, row + rows + 1)), rows);
      }
    }
  }

  /// Rows `from` to `to` of the streamed datasets.
  static float[] values(int from, int to) {
    float[] values = new float[(to - from) * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(from + i / COLUMNS, i % COLUMNS);
    }
    return values;
  }

  static float value(int row, int column) {
    return row + column / 64f;
  }

  static void table(GroupWriter group, int rows) {
    DatasetSpec<byte[]> spec = DatasetSpec.of(TABLE, 0).chunked(16).extendible();
    try (DatasetWriter<byte[]> table = group.dataset("table", spec)) {
      ByteBuffer row = ByteBuffer.allocate(TABLE.rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < rows; i++) {
        row.clear().putLong(i);
        for (int k = 0; k < 3; k++) {
          row.putDouble(i + k / 8.0);
        }
        row.put("gp".getBytes(StandardCharsets.UTF_8)).put(new byte[6]);
        table.append(row.array());
      }
    }
  }
}
