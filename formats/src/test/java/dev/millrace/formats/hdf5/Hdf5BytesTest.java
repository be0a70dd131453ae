package dev.millrace.formats.hdf5;

import static dev.millrace.formats.hdf5.Hdf5Types.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Equal content is equal bytes.
class Hdf5BytesTest {
  @TempDir Path folder;

  @Test
  void bytesDoNotDependOnPathOrTime() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("some/other/place"));
    byte[] first = sample(folder.resolve("a.h5"), 100);
    long second = System.currentTimeMillis() / 1000 + 1;
    while (System.currentTimeMillis() / 1000 < second) {
      Thread.onSpinWait(); // a time stamp of whole seconds would differ now
    }
    assertThat(sample(elsewhere.resolve("quite another name.h5"), 100)).isEqualTo(first);
  }

  @Test
  void bytesDoNotDependOnTheLengthOfAppends() throws IOException {
    byte[] byHundreds = sample(folder.resolve("a.h5"), 100);
    for (int rows : new int[] {1, 13, 16, 999, 1000}) {
      assertThat(sample(folder.resolve("b.h5"), rows)).as("%d rows", rows).isEqualTo(byHundreds);
    }
  }

  @Test
  void bytesDoNotDependOnWhatWasInTheFile() throws IOException {
    byte[] first = sample(folder.resolve("a.h5"), 100);
    Files.write(folder.resolve("b.h5"), new byte[1_000_000]);
    assertThat(sample(folder.resolve("b.h5"), 100)).isEqualTo(first);
  }

  @Test
  void manyGroupsInSequenceAreEqualToo() throws IOException {
    assertThat(manyGroups(folder.resolve("a.h5"))).isEqualTo(manyGroups(folder.resolve("b.h5")));
  }

  @Test
  void threadsTakeTurns() throws Exception {
    byte[] alone = sample(folder.resolve("a.h5"), 100);
    try (ExecutorService several = Executors.newFixedThreadPool(4)) {
      List<Callable<byte[]>> tasks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Path path = folder.resolve(i + ".h5");
        tasks.add(() -> sample(path, 50));
      }
      for (var together : several.invokeAll(tasks)) {
        assertThat(together.get()).isEqualTo(alone);
      }
    }
  }

  private static byte[] sample(Path path, int rowsPerAppend) throws IOException {
    Sample.write(new TestFile(path), rowsPerAppend);
    return Files.readAllBytes(path);
  }

  private static byte[] manyGroups(Path path) throws IOException {
    try (Hdf5Writer h5 = new TestFile(path).writer()) {
      for (int i = 0; i < 500; i++) {
        GroupWriter group = h5.root().group("planet " + i);
        group.attribute("number", i);
        group.write("signal", FLOAT64, new double[] {i, i + 1}, 2);
      }
    }
    return Files.readAllBytes(path);
  }
}
