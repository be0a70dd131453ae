package dev.millrace.engine.io;

import dev.millrace.engine.errors.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// An [OutputDirectory] on the local file system. Remembers which files it completed and removes
/// what was left incomplete. One thread at a time.
public final class AtomicOutput implements OutputDirectory {
  private static final String PARTIAL = ".partial";

  private final Path root;
  private final DiskMeter disk;
  private final List<String> completed = new ArrayList<>();
  private final List<LocalOutput> open = new ArrayList<>();

  public AtomicOutput(Path root, DiskMeter disk) {
    this.root = root;
    this.disk = disk;
  }

  @Override
  public OutputFile create(String relativeName) {
    Path path = root.resolve(relativeName).normalize();
    if (!path.startsWith(root.normalize()) || path.equals(root.normalize())) {
      throw new DataException("output.name", "not a name inside the output: " + relativeName);
    }
    try {
      Files.createDirectories(path.getParent());
      LocalOutput file = new LocalOutput(relativeName, path);
      open.add(file);
      return file;
    } catch (IOException failure) {
      throw IoFailures.writing(path.toString(), failure);
    }
  }

  /// Names of the completed files, in the order of completion.
  public List<String> completed() {
    return List.copyOf(completed);
  }

  /// Removes files that were created and never completed.
  public void abandonOpen() {
    for (LocalOutput file : List.copyOf(open)) {
      file.close();
    }
  }

  private final class LocalOutput implements OutputFile {
    private final String name;
    private final Path path;
    private final Path partial;
    private final FileChannel channel;
    private long position;
    private long countedBytes;
    private boolean done;

    private LocalOutput(String name, Path path) throws IOException {
      this.name = name;
      this.path = path;
      this.partial = path.resolveSibling(path.getFileName() + PARTIAL);
      this.channel =
          FileChannel.open(
              partial,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
    }

    @Override
    public void write(ByteBuffer source) {
      int length = source.remaining();
      write(position, source);
      position += length;
    }

    @Override
    public void write(long at, ByteBuffer source) {
      count(at + source.remaining());
      try {
        long next = at;
        while (source.hasRemaining()) {
          next += channel.write(source, next);
        }
      } catch (IOException failure) {
        throw IoFailures.writing(path.toString(), failure);
      }
    }

    private void count(long end) {
      if (end > countedBytes) {
        disk.add(end - countedBytes, path.toString());
        countedBytes = end;
      }
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public Path path() {
      return partial;
    }

    @Override
    public void complete() {
      try {
        count(Files.size(partial));
        channel.force(true);
        channel.close();
        Files.move(
            partial, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(path.toAbsolutePath().resolveSibling("."));
      } catch (IOException failure) {
        throw IoFailures.writing(path.toString(), failure);
      }
      done = true;
      open.remove(this);
      completed.add(name);
    }

    @Override
    public void close() {
      if (done) {
        return;
      }
      done = true;
      open.remove(this);
      try {
        channel.close();
        Files.deleteIfExists(partial);
        disk.remove(countedBytes);
      } catch (IOException failure) {
        throw IoFailures.writing(partial.toString(), failure);
      }
    }
  }

  /// Makes a rename durable.
  static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
