package dev.millrace.formats.hdf5;

import static dev.millrace.formats.hdf5.Hdf5Types.FLOAT32;
import static dev.millrace.formats.hdf5.Hdf5Types.FLOAT64;
import static dev.millrace.formats.hdf5.Hdf5Types.INT32;
import static dev.millrace.formats.hdf5.Hdf5Types.TEXT;
import static dev.millrace.formats.hdf5.Hdf5Types.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.engine.errors.BudgetException;
import dev.millrace.engine.errors.DataException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Hdf5ErrorsTest {
  @TempDir Path folder;
  private TestFile file = new TestFile(Path.of(""));

  @BeforeEach
  void nameFile() {
    file = new TestFile(folder.resolve("sample.h5"));
  }

  private static void refused(ThrowingCallable action, String... words) {
    assertThatThrownBy(action).isInstanceOf(DataException.class).hasMessageContainingAll(words);
  }

  @Test
  void aFolderThatIsMissing() {
    TestFile nowhere = new TestFile(folder.resolve("missing/x.h5"));
    refused(nowhere::writer, "missing/x.h5", "H5Fcreate", "No such file or directory");
  }

  @Test
  void aFileThatIsMissing() {
    refused(file::reader, "sample.h5", "H5Fopen", "No such file or directory");
  }

  @Test
  void aFileThatIsNotHdf5() throws IOException {
    Files.writeString(file.path(), "planet_id,depth\n1,2\n");
    refused(file::reader, "sample.h5", "file signature not found");
    Files.write(file.path(), new byte[0]);
    refused(file::reader, "sample.h5", "file signature not found");
  }

  @Test
  void aFileThatIsCutShort() throws IOException {
    Sample.write(file, 100);
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
    refused(file::reader, "sample.h5", "truncated file");
  }

  @Test
  void whatIsNotThere() {
    Sample.write(file, 100);
    try (Hdf5Reader h5 = file.reader()) {
      refused(() -> h5.dataset("/numbers/none", FLOAT64), "sample.h5", "/numbers/none", "no such");
      refused(() -> h5.dataset("/numbers", FLOAT64), "/numbers", "a group, not a dataset");
      refused(() -> h5.names("/none"), "sample.h5", "/none");
      refused(() -> h5.text("/numbers", "none"), "/numbers attribute none", "can't locate");
      refused(
          () -> h5.column("/tables/table", "none", FLOAT64),
          "/tables/table",
          "cannot be read as field \"none\" of float64");
    }
  }

  @Test
  void anotherTypeThanIsStored() {
    Sample.write(file, 100);
    try (Hdf5Reader h5 = file.reader()) {
      refused(() -> h5.dataset("/numbers/float64", FLOAT32), "holds float64", "as float32");
      refused(() -> h5.dataset("/numbers/int64", INT32), "holds int64", "as int32");
      refused(() -> h5.dataset("/numbers/bool", INT32), "holds bool", "as int32");
      refused(() -> h5.dataset("/texts/variable", FLOAT64), "holds text", "as float64");
      refused(() -> h5.dataset("/numbers/float64", TEXT), "holds float64", "as text");
      refused(() -> h5.attribute("/", "title", FLOAT64), "/ attribute title", "holds text");
    }
  }

  @Test
  void namesThatAreTakenOrWrong() {
    try (Hdf5Writer h5 = file.writer()) {
      GroupWriter root = h5.root();
      root.write("x", INT32, new int[] {1}, 1);
      refused(() -> root.write("x", INT32, new int[] {1}, 1), "object /x", "name already exists");
      refused(() -> root.group("x"), "object /x", "H5Gopen2");
      root.attribute("a", 1L);
      refused(() -> root.attribute("a", 1L), "/ attribute a", "attribute already exists");
      for (String name : new String[] {"", ".", "a/b", "a\0b"}) {
        assertThatThrownBy(() -> root.group(name)).isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void textThatDoesNotFit() {
    try (Hdf5Writer h5 = file.writer()) {
      refused(
          () -> h5.root().write("x", text(3), new String[] {"größe"}, 1),
          "object /x",
          "7 bytes",
          "3 that its type has");
      refused(() -> h5.root().attribute("x", "a\0b"), "zero byte");
    }
  }

  @Test
  void valuesOfTheWrongNumber() {
    try (Hdf5Writer h5 = file.writer();
        var fixed = h5.root().dataset("fixed", DatasetSpec.of(FLOAT64, 4, 2));
        var rows = h5.root().dataset("rows", DatasetSpec.of(FLOAT64, 0, 2).extendible())) {
      assertWrong(() -> fixed.write(new double[7]), "/fixed has 8 elements");
      assertWrong(() -> fixed.write(new double[9]), "/fixed has 8 elements");
      assertWrong(
          () -> fixed.write(new double[8], new long[] {2, 0}, new long[] {3, 2}),
          "[3, 2] at [2, 0] is not within [4, 2]");
      assertWrong(
          () -> fixed.write(new double[3], new long[] {0, 0}, new long[] {2, 2}),
          "/fixed needs 4 elements of float64, got 3");
      assertWrong(() -> fixed.append(new double[10]), "room for 4 more of its 4 rows, got 5");
      assertWrong(() -> rows.append(new double[3]), "rows of 2 values, got an array of 3");
      assertWrong(() -> rows.append(new double[3], 2), "/rows needs 4 elements");
      assertThat(rows.rows()).isZero();
    }
  }

  @Test
  void specificationsThatCannotBe() {
    assertWrong(() -> DatasetSpec.of(FLOAT64, -1), "dimensions [-1]");
    assertWrong(() -> DatasetSpec.of(FLOAT64, 4).chunked(0), "chunks of [0]");
    assertWrong(() -> DatasetSpec.of(FLOAT64, 4).chunked(2, 2), "chunks of [2, 2] for [4]");
    assertWrong(() -> DatasetSpec.of(FLOAT64, 4).deflated(10), "deflate level 10");
    assertWrong(() -> DatasetSpec.of(FLOAT64).extendible(), "scalar");
    assertWrong(() -> Compound.of(new Compound.Field("t", TEXT)), "field \"t\" of type text");
  }

  private static void assertWrong(ThrowingCallable action, String words) {
    assertThatThrownBy(action)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  void useAfterClose() {
    Hdf5Writer h5 = file.writer();
    GroupWriter root = h5.root();
    var closed = root.dataset("closed", DatasetSpec.of(FLOAT64, 1));
    var open = root.dataset("open", DatasetSpec.of(FLOAT64, 1));
    closed.close();
    closed.close();
    assertClosed(() -> closed.write(new double[1]), "dataset /closed is closed");
    h5.close();
    h5.close();
    assertClosed(() -> open.write(new double[1]), "dataset /open is closed");
    assertClosed(() -> root.group("x"), "is closed; wanted /x");
    assertClosed(h5::flush, "is closed");
    Hdf5Reader reader = file.reader();
    var read = reader.dataset("/open", FLOAT64);
    reader.close();
    read.close();
    reader.close();
    assertClosed(read::read, "dataset /open is closed");
    assertClosed(() -> reader.names("/"), "is closed; wanted /");
  }

  private static void assertClosed(ThrowingCallable action, String words) {
    assertThatThrownBy(action)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(words);
  }

  @Test
  void aFullDisk() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no device that is always full");
    assertThatThrownBy(() -> Sample.write(new TestFile(full), 100))
        .isInstanceOf(BudgetException.class)
        .hasMessageContainingAll("/dev/full", "the disk is full", "--resume");
  }

  @Test
  void aFailureLeavesTheLibraryUsable() {
    refused(file::reader, "sample.h5");
    Sample.write(file, 100);
    try (Hdf5Reader h5 = file.reader()) {
      refused(() -> h5.names("/none"), "/none");
      assertThat(h5.names("/")).hasSize(4);
    }
  }
}
