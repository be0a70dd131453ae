package dev.millrace.formats.hdf5;

import static dev.millrace.formats.hdf5.Hdf5Types.BOOL;
import static dev.millrace.formats.hdf5.Hdf5Types.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file that h5py wrote, copied by this package, is the same to h5dump: groups, names, types,
/// layout and values.
class Hdf5OracleTest {
  @TempDir Path folder;

  @Test
  void theReferenceProductIsReproduced() {
    Path expected =
        Path.of(System.getProperty("millrace.data", ""))
            .resolve("ariel/synth_small_expected/train_w10.h5");
    assumeTrue(Files.exists(expected), "no reference data at " + expected);
    TestFile reference = new TestFile(expected);
    TestFile copy = new TestFile(folder.resolve("copy.h5"));
    try (Hdf5Reader from = reference.reader();
        Hdf5Writer to = copy.writer()) {
      for (String planet : from.names("/")) {
        GroupWriter group = to.root().group(planet.replace("/", ""));
        copy(from, group, "mask", BOOL);
        copy(from, group, "signal", FLOAT64);
        copy(from, group, "spectrum", FLOAT64);
        assertThat(from.names(group.path())).containsExactly("mask", "signal", "spectrum");
      }
    }
    assertThat(Tools.h5dump(copy)).isEqualTo(Tools.h5dump(reference));
    assertThat(layout(copy)).isEqualTo(layout(reference)).contains("CONTIGUOUS");
  }

  private static <A> void copy(Hdf5Reader from, GroupWriter to, String name, Hdf5Type<A> type) {
    try (DatasetReader<A> dataset = from.dataset(to.path() + "/" + name, type)) {
      to.write(name, type, dataset.read(), dataset.dims());
    }
  }

  private static String layout(TestFile file) {
    return Tools.h5dump(file, "-H", "-p", "-B")
        .lines()
        .filter(line -> !line.contains("OFFSET"))
        .collect(Collectors.joining("\n"));
  }
}
