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
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Hdf5RoundTripTest {
  @TempDir Path folder;
  private TestFile file = new TestFile(Path.of(""));

  @BeforeEach
  void nameFile() {
    file = new TestFile(folder.resolve("sample.h5"));
  }

  @Test
  void numbersComeBackBitForBit() {
    Sample.write(file, 100);
    try (Hdf5Reader h5 = file.reader()) {
      assertThat(h5.dataset("/numbers/float64", FLOAT64).read())
          .containsExactly(1.5, -2.25, Double.NaN, 4, 5, 6);
      assertThat(h5.dataset("/numbers/float32", FLOAT32).read()).containsExactly(1.5f, -2.25f);
      assertThat(h5.dataset("/numbers/int8", INT8).read()).containsExactly(-128, 127);
      assertThat(h5.dataset("/numbers/int16", INT16).read()).containsExactly(-32_768, 32_767);
      assertThat(h5.dataset("/numbers/int32", INT32).read())
          .containsExactly(Integer.MIN_VALUE, Integer.MAX_VALUE);
      assertThat(h5.dataset("/numbers/int64", INT64).read())
          .containsExactly(Long.MIN_VALUE, Long.MAX_VALUE);
      assertThat(h5.dataset("/numbers/uint8", UINT8).read()).containsExactly(0, -1);
      assertThat(h5.dataset("/numbers/uint16", UINT16).read()).containsExactly(0, -1);
      assertThat(h5.dataset("/numbers/bool", BOOL).read()).containsExactly(true, false, true);
      assertThat(h5.dataset("/numbers/scalar", FLOAT64).read()).containsExactly(42);
      assertThat(h5.dataset("/numbers/empty", FLOAT64).read()).isEmpty();
      assertThat(h5.dataset("/numbers/empty", FLOAT64).dims()).containsExactly(0, 4);
    }
  }

  @Test
  void narrowNumbersAreReadAsWideOnes() {
    Sample.write(file, 100);
    try (Hdf5Reader h5 = file.reader()) {
      assertThat(h5.dataset("/numbers/uint16", FLOAT64).read()).containsExactly(0, 65_535);
      assertThat(h5.dataset("/numbers/uint8", INT16).read()).containsExactly(0, 255);
      assertThat(h5.dataset("/numbers/int8", INT64).read()).containsExactly(-128, 127);
      assertThat(h5.dataset("/numbers/float32", FLOAT64).read()).containsExactly(1.5, -2.25);
    }
  }

  @Test
  void textsComeBack() {
    Sample.write(file, 100);
    try (Hdf5Reader h5 = file.reader()) {
      assertThat(h5.dataset("/texts/variable", TEXT).read()).containsExactly("", "planet", "größe");
      assertThat(h5.dataset("/texts/fixed", TEXT).read()).containsExactly("abc", "größe", "");
    }
  }

  @Test
  void attributesComeBack() {
    Sample.write(file, 100);
    try (Hdf5Reader h5 = file.reader()) {
      assertThat(h5.attributeNames("/")).containsExactly("title", "version");
      assertThat(h5.text("/", "title")).isEqualTo("a sample, in µm");
      assertThat(h5.attribute("/", "version", INT64)).containsExactly(3);
      assertThat(h5.attribute("/numbers", "gain", FLOAT64)).containsExactly(0.4369);
      assertThat(h5.attribute("/numbers", "scales", FLOAT64)).containsExactly(50_000, 50_000, 1);
      assertThat(h5.attribute("/texts", "columns", TEXT)).containsExactly("x", "y", "größe");
      assertThat(h5.text("/streams/deep/chunked", "units")).isEqualTo("electron");
      assertThat(h5.hasAttribute("/numbers", "loss")).isFalse();
    }
  }

  @Test
  void groupsAreListed() {
    Sample.write(file, 100);
    try (Hdf5Reader h5 = file.reader()) {
      assertThat(h5.names("/")).containsExactly("numbers/", "streams/", "tables/", "texts/");
      assertThat(h5.names("/streams")).containsExactly("deep/");
      assertThat(h5.names("/streams/deep")).containsExactly("chunked", "contiguous", "deflated");
      assertThat(h5.exists("/streams/deep/chunked")).isTrue();
      assertThat(h5.exists("/streams/shallow/chunked")).isFalse();
      assertThat(h5.exists("/streams/deep/chunked/beyond")).isFalse();
      assertThat(h5.exists("/")).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 17, 1000})
  void appendedRowsComeBack(int rowsPerAppend) {
    Sample.write(file, rowsPerAppend);
    float[] all = Sample.values(0, Sample.ROWS);
    try (Hdf5Reader h5 = file.reader()) {
      for (String name : h5.names("/streams/deep")) {
        try (var dataset = h5.dataset("/streams/deep/" + name, FLOAT32)) {
          assertThat(dataset.dims()).containsExactly(Sample.ROWS, Sample.COLUMNS);
          assertThat(dataset.read()).as(name).isEqualTo(all);
        }
      }
    }
  }

  @Test
  void boxesOfElementsGoWhereTheyBelong() {
    double[] whole = new double[5 * 6 * 7];
    for (DatasetSpec<double[]> spec : boxed()) {
      try (Hdf5Writer h5 = file.writer();
          DatasetWriter<double[]> dataset = h5.root().dataset("box", spec)) {
        dataset.write(whole);
        double[] longer = new double[100];
        for (int i = 0; i < longer.length; i++) {
          longer[i] = i + 1;
        }
        dataset.write(longer, new long[] {1, 2, 3}, new long[] {2, 3, 4});
      }
      try (Hdf5Reader h5 = file.reader()) {
        var dataset = h5.dataset("/box", FLOAT64);
        double[] values = dataset.read();
        for (int i = 0; i < 24; i++) {
          int at = ((1 + i / 12) * 6 + 2 + i / 4 % 3) * 7 + 3 + i % 4;
          assertThat(values[at]).as("element %d", i).isEqualTo(i + 1);
        }
        assertThat(Arrays.stream(values).filter(value -> value != 0).count()).isEqualTo(24);
        assertThat(dataset.read(new long[] {2, 4, 3}, new long[] {1, 1, 4}))
            .containsExactly(21, 22, 23, 24);
      }
    }
  }

  private static List<DatasetSpec<double[]>> boxed() {
    DatasetSpec<double[]> plain = DatasetSpec.of(FLOAT64, 5, 6, 7);
    return List.of(
        plain, plain.chunked(2, 4, 3), plain.chunked(5, 6, 7).deflated(1), plain.extendible());
  }

  @Test
  void valuesBeyondTheStagingBufferComeBack() {
    int columns = Library.STAGING_BYTES / Double.BYTES + 3;
    double[] values = new double[2 * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    try (Hdf5Writer h5 = file.writer()) {
      h5.root().write("contiguous", FLOAT64, values, 2, columns);
      try (var chunked =
          h5.root().dataset("chunked", DatasetSpec.of(FLOAT64, 2, columns).chunked(1, 1000))) {
        chunked.write(values);
      }
      MemorySegment heap = MemorySegment.ofArray(values);
      try (var fromHeap = h5.root().dataset("heap", DatasetSpec.of(FLOAT64, 2, columns))) {
        fromHeap.write(heap, new long[] {0, 0}, new long[] {2, columns});
      }
      String[] names = new String[20_000];
      for (int i = 0; i < names.length; i++) {
        names[i] = "name " + i;
      }
      h5.root().write("names", TEXT, names, names.length);
    }
    try (Hdf5Reader h5 = file.reader()) {
      assertThat(h5.dataset("/contiguous", FLOAT64).read()).isEqualTo(values);
      assertThat(h5.dataset("/chunked", FLOAT64).read()).isEqualTo(values);
      assertThat(h5.dataset("/heap", FLOAT64).read()).isEqualTo(values);
      assertThat(h5.dataset("/names", TEXT).read()).hasSize(20_000).endsWith("name 19999");
    }
  }

  @Test
  void nativeMemoryIsWrittenAndReadAsItIs() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocateFrom(JAVA_DOUBLE, 1, 2, 3, 4);
      try (Hdf5Writer h5 = file.writer();
          var rows = h5.root().dataset("rows", DatasetSpec.of(FLOAT64, 0, 2).extendible())) {
        rows.append(values, 2);
        rows.append(values, 1);
        rows.write(values, new long[] {2, 0}, new long[] {1, 2});
        assertThat(rows.rows()).isEqualTo(3);
      }
      try (Hdf5Reader h5 = file.reader()) {
        MemorySegment read = arena.allocate(JAVA_DOUBLE, 6);
        h5.dataset("/rows", FLOAT64).read(read, new long[] {0, 0}, new long[] {3, 2});
        assertThat(read.toArray(JAVA_DOUBLE)).containsExactly(1, 2, 3, 4, 1, 2);
      }
    }
  }

  @Test
  void tablesAreReadByColumn() {
    Sample.write(file, 100);
    try (Hdf5Reader h5 = file.reader()) {
      assertThat(h5.type("/tables/table"))
          .isInstanceOfSatisfying(
              Compound.class,
              row -> {
                assertThat(row.toString()).isEqualTo(Sample.TABLE.toString());
                assertThat(row.offset("model")).isEqualTo(32);
              });
      assertThat(h5.column("/tables/table", "index", INT64).read()).hasSize(50).endsWith(49L);
      assertThat(
              h5.column("/tables/table", "values_block_0", FLOAT64.array(3))
                  .read(new long[] {48}, new long[] {2}))
          .containsExactly(48, 48.125, 48.25, 49, 49.125, 49.25);
      assertThat(h5.column("/tables/table", "model", TEXT).read()).containsOnly("gp").hasSize(50);
      assertThat(h5.dataset("/tables/table", Sample.TABLE).read())
          .hasSize(50 * Sample.TABLE.rowBytes());
    }
  }

  @Test
  void whatIsFlushedCanBeReadBeforeTheEnd() {
    try (Hdf5Writer h5 = file.writer();
        var rows = h5.root().dataset("rows", DatasetSpec.of(INT32, 0).chunked(100).extendible())) {
      rows.append(new int[] {1, 2, 3});
      h5.flush();
      try (Hdf5Reader reader = file.reader()) {
        assertThat(reader.dataset("/rows", INT32).read()).containsExactly(1, 2, 3);
      }
      rows.append(new int[] {4});
    }
    try (Hdf5Reader reader = file.reader()) {
      assertThat(reader.dataset("/rows", INT32).read()).containsExactly(1, 2, 3, 4);
    }
  }

  @Test
  void aGroupAskedForTwiceIsTheSame() {
    try (Hdf5Writer h5 = file.writer()) {
      h5.root().group("a").write("x", INT32, new int[] {1}, 1);
      h5.root().group("a").write("y", INT32, new int[] {2}, 1);
    }
    try (Hdf5Reader h5 = file.reader()) {
      assertThat(h5.names("/a")).containsExactly("x", "y");
    }
  }
}
