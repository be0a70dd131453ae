package dev.millrace.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhdf.HdfFile;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What this package writes, read by h5py, h5dump and jhdf.
class Hdf5ForeignReadersTest {
  @TempDir Path folder;
  private TestFile file = new TestFile(Path.of(""));

  @BeforeEach
  void writeSample() {
    file = new TestFile(folder.resolve("sample.h5"));
    Sample.write(file, 100);
  }

  @Test
  void h5pySeesTypesAndShapes() {
    String script =
        """
        import h5py, sys
        f = h5py.File(sys.argv[1], 'r')
        def show(name, d):
            if isinstance(d, h5py.Dataset):
                print(name, d.dtype, d.shape, d.maxshape, d.chunks, d.compression, d.shuffle)
        f.visititems(show)
        """;
    assertThat(Tools.python("h5py", script, file).lines())
        .containsExactly(
            "numbers/bool bool (3,) (3,) None None False",
            "numbers/empty float64 (0, 4) (0, 4) None None False",
            "numbers/float32 float32 (2,) (2,) None None False",
            "numbers/float64 float64 (2, 3) (2, 3) None None False",
            "numbers/int16 int16 (2,) (2,) None None False",
            "numbers/int32 int32 (2,) (2,) None None False",
            "numbers/int64 int64 (2,) (2,) None None False",
            "numbers/int8 int8 (2,) (2,) None None False",
            "numbers/scalar float64 () () None None False",
            "numbers/uint16 uint16 (2,) (2,) None None False",
            "numbers/uint8 uint8 (2,) (2,) None None False",
            "streams/deep/chunked float32 (1000, 37) (None, 37) (16, 10) None False",
            "streams/deep/contiguous float32 (1000, 37) (1000, 37) None None False",
            "streams/deep/deflated float32 (1000, 37) (None, 37) (16, 10) gzip True",
            "tables/table [('index', '<i8'), ('values_block_0', '<f8', (3,)), ('model', 'S8')]"
                + " (50,) (None,) (16,) None False",
            "texts/fixed |S7 (3,) (3,) None None False",
            "texts/variable object (3,) (3,) None None False");
  }

  @Test
  void h5pySeesValuesAndAttributes() {
    String script =
        """
        import h5py, sys, numpy as np
        f = h5py.File(sys.argv[1], 'r')
        expected = np.arange(1000, dtype='f4')[:, None] + np.arange(37, dtype='f4') / 64
        for d in f['streams/deep'].values():
            print((d[:] == expected).all(), d.attrs['units'])
        print(f['numbers/bool'][:].tolist(), f['numbers/uint16'][:].tolist())
        print(f['texts/variable'].asstr()[:].tolist(), f['texts/fixed'].asstr()[:].tolist())
        print(f['tables/table'][49])
        print(f.attrs['title'], f.attrs['version'], f['numbers'].attrs['gain'])
        print(f['numbers'].attrs['scales'].tolist(), f['texts'].attrs['columns'].tolist())
        """;
    assertThat(Tools.python("h5py", script, file).lines())
        .containsExactly(
            "True electron",
            "True electron",
            "True electron",
            "[True, False, True] [0, 65535]",
            "['', 'planet', 'größe'] ['abc', 'größe', '']",
            "(49, [49.   , 49.125, 49.25 ], b'gp')",
            "a sample, in µm 3 0.4369",
            "[50000.0, 50000.0, 1.0] ['x', 'y', 'größe']");
  }

  @Test
  void h5dumpReadsEverything() {
    assertThat(Tools.h5dump(file))
        .contains("DATASET \"deflated\"", "\"FALSE\"            0;", "(999,36): 999.562");
  }

  @Test
  void h5dumpSeesTheOldestLayout() {
    assertThat(Tools.h5dump(file, "-H", "-B")).contains("SUPERBLOCK_VERSION 0");
  }

  @Test
  void jhdfReadsEverything() {
    try (HdfFile jhdf = new HdfFile(file.path())) {
      assertThat(jhdf.getDatasetByPath("/numbers/float64").getData())
          .isEqualTo(new double[][] {{1.5, -2.25, Double.NaN}, {4, 5, 6}});
      assertThat(jhdf.getDatasetByPath("/texts/variable").getData())
          .isEqualTo(new String[] {"", "planet", "größe"});
      for (String name : new String[] {"chunked", "contiguous", "deflated"}) {
        float[] flat = (float[]) jhdf.getDatasetByPath("/streams/deep/" + name).getDataFlat();
        assertThat(flat).isEqualTo(Sample.values(0, Sample.ROWS));
      }
      assertThat(jhdf.getAttribute("title").getData()).isEqualTo("a sample, in µm");
    }
  }
}
