package dev.millrace.engine.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.io.DiskMeter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySortTest {
  @TempDir private Path folder;

  /// From one buffer, over one merge, to merges of merges.
  @ParameterizedTest
  @ValueSource(longs = {1 << 30, 40_000, 2_000})
  void anyBufferSizeGivesTheSameOrder(long bufferBytes) {
    SplittableRandom random = new SplittableRandom(11);
    List<KeySort.Entry> entries = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      entries.add(new KeySort.Entry("k" + random.nextInt(40), random.nextInt(300), 1, i));
    }
    List<KeySort.Entry> sorted = new ArrayList<>();
    try (KeySort sort = new KeySort(folder, DiskMeter.unbounded(), bufferBytes)) {
      entries.forEach(sort::add);
      sort.forEachSorted(sorted::add);
    }
    entries.sort(KeySort.ORDER);
    assertThat(sorted).isEqualTo(entries);
  }
}
