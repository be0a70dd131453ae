package dev.millrace.engine.journal;

import dev.millrace.engine.errors.ResumeException;
import dev.millrace.engine.io.IoFailures;
import dev.millrace.engine.units.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder `OUTPUT/.millrace` and the run directories in it: `run-0001`, `run-0002`, ...
public final class RunDirectory {
  public static final String FOLDER = ".millrace";
  private static final String RUN_JSON = "run.json";

  private final Path path;

  public RunDirectory(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  public String id() {
    return path.getFileName().toString();
  }

  public Path parts() {
    return path.resolve("parts");
  }

  public Path journal() {
    return path.resolve("journal");
  }

  /// Run directories of an output, oldest first.
  public static List<RunDirectory> all(Path output) {
    Path folder = output.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(path -> Files.exists(path.resolve(RUN_JSON)))
          .sorted()
          .map(RunDirectory::new)
          .toList();
    } catch (IOException failure) {
      throw IoFailures.reading(folder.toString(), failure);
    }
  }

  public static RunDirectory create(Path output) {
    int number = 1;
    Path path = numbered(output, number);
    while (Files.exists(path)) {
      path = numbered(output, ++number);
    }
    try {
      Files.createDirectories(path.resolve("parts"));
      return new RunDirectory(path);
    } catch (IOException failure) {
      throw IoFailures.writing(path.toString(), failure);
    }
  }

  private static Path numbered(Path output, int number) {
    return output.resolve(FOLDER).resolve(String.format(Locale.ROOT, "run-%04d", number));
  }

  public Map<String, @Nullable Object> runJson() {
    return Json.parseObject(readText(RUN_JSON));
  }

  public void writeRunJson(Map<String, ?> document) {
    writeText(RUN_JSON, Json.print(document) + "\n");
  }

  public boolean has(String name) {
    return Files.exists(path.resolve(name));
  }

  public String readText(String name) {
    try {
      return Files.readString(path.resolve(name));
    } catch (IOException failure) {
      throw IoFailures.reading(path.resolve(name).toString(), failure);
    }
  }

  /// Writes a whole file, visible only when complete.
  public void writeText(String name, String text) {
    Path target = path.resolve(name);
    Path partial = path.resolve(name + ".partial");
    try {
      Files.write(partial, text.getBytes(StandardCharsets.UTF_8));
      Files.move(
          partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw IoFailures.writing(target.toString(), failure);
    }
  }

  /// Opens a text file of the run's record for writing line by line.
  public java.io.BufferedWriter newLines(String name, boolean append) {
    try {
      return Files.newBufferedWriter(
          path.resolve(name),
          StandardOpenOption.CREATE,
          append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);
    } catch (IOException failure) {
      throw IoFailures.writing(path.resolve(name).toString(), failure);
    }
  }

  /// Moves part logs into another run, by name; what stays is deleted with this run.
  public void moveParts(RunDirectory to, Set<String> logs) {
    for (String log : logs) {
      try {
        Files.move(parts().resolve(log), to.parts().resolve(log));
      } catch (IOException failure) {
        throw IoFailures.writing(to.parts().resolve(log).toString(), failure);
      }
    }
  }

  /// Removes the parts, whose content is in the products.
  public void deleteParts() {
    delete(parts());
  }

  /// Removes a run that was refused before it did anything, and the folders that are empty then.
  public void forget() {
    deleteAll();
    Path folder = path.toAbsolutePath().normalize().getParent();
    Path output = folder == null ? null : folder.getParent();
    if (folder != null && output != null && all(output).isEmpty()) {
      delete(folder);
      try (Stream<Path> left = Files.list(output)) {
        if (left.findAny().isEmpty()) {
          Files.delete(output);
        }
      } catch (IOException failure) {
        throw IoFailures.writing(output.toString(), failure);
      }
    }
  }

  public void deleteAll() {
    delete(path);
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.sorted(Comparator.reverseOrder()).forEach(paths::add);
      for (Path each : paths) {
        Files.delete(each);
      }
    } catch (IOException failure) {
      throw IoFailures.writing(folder.toString(), failure);
    }
  }

  /// Holds an output for one process until closed.
  public static final class Lock implements AutoCloseable {
    private final FileChannel channel;

    private Lock(FileChannel channel) {
      this.channel = channel;
    }

    /// @throws ResumeException when another run holds the output
    public static Lock acquire(Path output) {
      Path file = output.resolve(FOLDER).resolve("lock");
      try {
        Files.createDirectories(file.getParent());
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
          channel.close();
          throw new ResumeException(
              "output.in-use",
              "another run is writing to " + output + "; wait for it or choose another --output");
        }
        return new Lock(channel);
      } catch (IOException failure) {
        throw IoFailures.writing(file.toString(), failure);
      }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
      try {
        return channel.tryLock();
      } catch (OverlappingFileLockException sameProcess) {
        return null;
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException failure) {
        throw IoFailures.writing("the output's lock", failure);
      }
    }
  }
}
