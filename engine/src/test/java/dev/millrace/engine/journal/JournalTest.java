package dev.millrace.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.engine.errors.ResumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir private Path folder;

  private static Commit commit(int i) {
    return new Commit(0, i % 3, i * 10L, i * 10L + 10, i * 100L, 90, 0, 10, i * 7);
  }

  private static List<Commit> read(Path path) {
    List<Commit> commits = new ArrayList<>();
    Journal.recover(path, commits::add, closed -> {}).close();
    return commits;
  }

  @Test
  void whatWasAppendedComesBackInOrder() {
    Path path = folder.resolve("journal");
    List<Commit> all = new ArrayList<>();
    try (Journal journal = Journal.create(path)) {
      for (int i = 0; i < 10_000; i++) {
        all.add(commit(i));
      }
      journal.append(all.subList(0, 1));
      journal.append(all.subList(1, all.size()));
      journal.append(new Journal.PhaseClosed(0, "{\"kept\":3}"));
    }
    List<Journal.PhaseClosed> closed = new ArrayList<>();
    List<Commit> commits = new ArrayList<>();
    Journal.recover(path, commits::add, closed::add).close();

    assertThat(commits).isEqualTo(all);
    assertThat(closed).containsExactly(new Journal.PhaseClosed(0, "{\"kept\":3}"));
  }

  @Test
  void everyCutInTheMiddleOfAnEntryLosesThatEntryOnly() throws IOException {
    Path path = folder.resolve("journal");
    try (Journal journal = Journal.create(path)) {
      journal.append(List.of(commit(1), commit(2), commit(3)));
    }
    byte[] whole = Files.readAllBytes(path);
    int entry = (whole.length - "MILLRACE JOURNAL 1\n".length()) / 3;
    for (int cut = 1; cut <= entry; cut++) {
      Path torn = folder.resolve("torn" + cut);
      Files.write(torn, Arrays.copyOf(whole, whole.length - cut));
      assertThat(read(torn)).containsExactly(commit(1), commit(2));
      assertThat(Files.size(torn)).isEqualTo(whole.length - entry);
    }
  }

  @Test
  void aFlippedBitEndsTheJournalThereAndAppendingGoesOnFromThere() throws IOException {
    Path path = folder.resolve("journal");
    try (Journal journal = Journal.create(path)) {
      journal.append(List.of(commit(1), commit(2), commit(3)));
    }
    byte[] bytes = Files.readAllBytes(path);
    bytes[bytes.length - 70] ^= 4;
    Files.write(path, bytes);
    List<Commit> before = new ArrayList<>();
    try (Journal journal = Journal.recover(path, before::add, closed -> {})) {
      journal.append(List.of(commit(9)));
    }

    assertThat(before).containsExactly(commit(1));
    assertThat(read(path)).containsExactly(commit(1), commit(9));
  }

  @Test
  void anotherFileIsRefused() throws IOException {
    Path path = Files.writeString(folder.resolve("journal"), "something else entirely");
    assertThatThrownBy(() -> read(path)).isInstanceOf(ResumeException.class);
  }

  @Test
  void commitsThatOverlapAreCountedAndTheFirstStands() {
    CommitTable table = new CommitTable(0);
    table.add(commit(3));
    table.add(commit(1));
    table.add(commit(0));
    table.add(new Commit(0, 1, 12, 15, 0, 0, 0, 0, 0));

    assertThat(table.size()).isEqualTo(3);
    assertThat(table.overlappingItems()).isEqualTo(3);
    assertThat(table.prefixEnd()).isEqualTo(20);
    assertThat(table.get(2)).isEqualTo(commit(3));
  }
}
