package dev.millrace.formats.hdf5;

import static dev.millrace.formats.hdf5.Hdf5Types.FLOAT64;
import static dev.millrace.formats.hdf5.Hdf5Types.INT64;
import static dev.millrace.formats.hdf5.Hdf5Types.TEXT;
import static dev.millrace.formats.hdf5.Hdf5Types.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables in the format of pandas ("table", by PyTables), both ways.
class Hdf5PandasTest {
  private static final Compound ROW =
      Compound.of(
          new Compound.Field("index", INT64),
          new Compound.Field("x", FLOAT64),
          new Compound.Field("model", ascii(4)));

  @TempDir Path folder;
  private TestFile file = new TestFile(Path.of(""));

  @BeforeEach
  void nameFile() {
    file = new TestFile(folder.resolve("store.h5"));
  }

  @Test
  void pandasReadsATable() {
    try (Hdf5Writer h5 = file.writer()) {
      node(h5.root(), "GROUP", "1.0");
      text(h5.root(), "PYTABLES_FORMAT_VERSION", "2.1");
      GroupWriter frame = h5.root().group("runs");
      node(frame, "GROUP", "1.0");
      describe(frame);
      DatasetSpec<byte[]> spec = DatasetSpec.of(ROW, 0).extendible();
      try (DatasetWriter<byte[]> table = frame.dataset("table", spec)) {
        node(table, "TABLE", "2.7");
        describe(table);
        ByteBuffer row = ByteBuffer.allocate(ROW.rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 3; i++) {
          row.clear().putLong(i).putDouble(i / 4.0);
          table.append(row.put("gpr".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).array());
        }
      }
    }
    String script =
        """
        import sys, pandas
        frame = pandas.read_hdf(sys.argv[1], 'runs')
        print(frame.dtypes.to_dict(), frame.values.tolist(), frame.index.tolist())
        print(pandas.read_hdf(sys.argv[1], 'runs', where='x > 0.3').values.tolist())
        """;
    assertThat(Tools.python("tables", script, file).lines())
        .containsExactly(
            "{'x': dtype('float64'), 'model': dtype('O')}"
                + " [[0.0, 'gpr'], [0.25, 'gpr'], [0.5, 'gpr']] [0, 1, 2]",
            "[[0.5, 'gpr']]");
  }

  private static void describe(GroupWriter frame) {
    text(frame, "pandas_type", "frame_table");
    text(frame, "pandas_version", "0.15.2");
    text(frame, "table_type", "appendable_frame");
    text(frame, "encoding", "UTF-8");
    text(frame, "errors", "strict");
    text(frame, "nan_rep", "nan");
    frame.attribute("levels", 1L);
    pickle(frame, "index_cols", "(l(I0\nVindex\nta.");
    pickle(frame, "non_index_axes", "(l(I1\n(lVx\naVmodel\nata.");
    pickle(frame, "values_cols", "(lVx\naVmodel\na.");
    pickle(frame, "data_columns", "(lVx\naVmodel\na.");
    pickle(frame, "info", "(d.");
  }

  private static void describe(DatasetWriter<byte[]> table) {
    table.attribute("NROWS", 3L);
    for (int i = 0; i < ROW.fields().size(); i++) {
      text(table, "FIELD_" + i + "_NAME", ROW.fields().get(i).name());
    }
    text(table, "index_kind", "integer");
    text(table, "x_dtype", "float64");
    pickle(table, "x_kind", "(lVx\na.");
    pickle(table, "x_meta", "N.");
    text(table, "model_dtype", "bytes32");
    pickle(table, "model_kind", "(lVmodel\na.");
    pickle(table, "model_meta", "N.");
  }

  private static void node(ObjectWriter node, String kind, String version) {
    text(node, "CLASS", kind);
    text(node, "VERSION", version);
    text(node, "TITLE", " ");
  }

  private static void text(ObjectWriter node, String name, String value) {
    node.scalarAttribute(name, Hdf5Types.text(value.length()), new String[] {value});
  }

  private static void pickle(ObjectWriter node, String name, String value) {
    node.scalarAttribute(name, ascii(value.length()), new String[] {value});
  }

  @Test
  void pandasTablesAreRead() {
    String script =
        """
        import sys, pandas
        frame = pandas.DataFrame({'x': [1., 2.], 'y': [3., 4.], 'n': [5, 6], 'model': ['a', 'bb']})
        with pandas.HDFStore(sys.argv[1], 'w') as store:
            store.append('columns', frame, data_columns=True)
            store.append('blocks', frame[['x', 'y', 'n']])
        """;
    Tools.python("tables", script, file);
    try (Hdf5Reader h5 = file.reader()) {
      String columns = "/columns/table";
      assertThat(h5.type(columns))
          .hasToString("{index: int64, x: float64, y: float64, n: int64, model: text[2]}");
      assertThat(h5.column(columns, "y", FLOAT64).read()).containsExactly(3, 4);
      assertThat(h5.column(columns, "n", FLOAT64).read()).containsExactly(5, 6);
      assertThat(h5.column(columns, "model", TEXT).read()).containsExactly("a", "bb");
      assertThat(h5.column("/blocks/table", "values_block_0", FLOAT64.array(2)).read())
          .containsExactly(1, 3, 2, 4);
      assertThat(h5.text("/columns", "pandas_type")).isEqualTo("frame_table");
      assertThat(h5.attribute("/columns", "TITLE", TEXT)).isEmpty();
      assertThat(h5.names("/columns")).containsExactly("_i_table/", "table");
    }
  }
}
