package dev.millrace.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.engine.errors.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFileTest {
  @TempDir Path folder;
  private Path resource = Path.of("");

  @BeforeEach
  void writeResource() throws IOException {
    resource = Files.writeString(folder.resolve("resource"), "a library's bytes");
  }

  private NativeFile file() throws IOException {
    return NativeFile.of(resource.toUri().toURL(), "lib");
  }

  @Test
  void isNamedByItsContent() throws IOException {
    Path cache = folder.resolve("cache");
    Path first = file().laidOutIn(cache);
    assertThat(first).hasContent("a library's bytes").isExecutable();
    assertThat(first.getFileName().toString()).matches("lib-[0-9a-f]{8}-17\\.so");
    Files.writeString(resource, "another library's");
    assertThat(file().laidOutIn(cache)).isNotEqualTo(first);
    assertThat(first).hasContent("a library's bytes");
  }

  @Test
  void whatIsDamagedIsReplaced() throws IOException {
    Path cache = folder.resolve("cache");
    Path laidOut = file().laidOutIn(cache);
    Files.writeString(laidOut, "a library's");
    assertThat(file().laidOutIn(cache)).hasContent("a library's bytes");
    Files.writeString(laidOut, "a library's bites");
    assertThat(file().laidOutIn(cache)).hasContent("a library's bytes");
  }

  @Test
  void nothingElseIsLeftBehind() throws Exception {
    Path cache = folder.resolve("cache");
    try (ExecutorService several = Executors.newFixedThreadPool(4)) {
      List<Callable<Path>> tasks = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        tasks.add(() -> file().laidOutIn(cache));
      }
      for (var done : several.invokeAll(tasks)) {
        assertThat(done.get()).hasContent("a library's bytes");
      }
    }
    try (Stream<Path> left = Files.list(cache)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void aLibraryThatCannotBeLoadedSaysWhy() throws IOException {
    NativeFile file = file();
    assertThatThrownBy(() ->
            file.load(path -> {
              throw new UnsatisfiedLinkError("libz.so.1: cannot open");
            }))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("libz.so.1: cannot open", "millrace.cache", "zlib");
  }

  @Test
  void anotherPlatformIsRefusedByName() {
    assertThatThrownBy(() -> Library.unpacked("Mac OS X on aarch64"))
        .isInstanceOf(DataException.class)
        .hasMessage("HDF5 files need Linux on x86_64, this is Mac OS X on aarch64");
  }

  @Test
  void theLibraryIsInItsCache() {
    assertThat(Library.get().file()).isRegularFile();
  }
}
