package dev.millrace.engine.io;

import dev.millrace.engine.errors.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// An [InputRoot] on the local file system: a folder, or a single file under the empty key. What is
/// opened through one instance is recorded in its [ReadRecorder]; one instance a worker.
public final class LocalInput implements InputRoot {
  private final Path root;
  private final ReadRecorder recorder;
  private final List<LocalFile> open = new ArrayList<>();

  public LocalInput(Path root, ReadRecorder recorder) {
    this.root = root;
    this.recorder = recorder;
  }

  @Override
  public InputFile open(String key) {
    Path path = resolve(key);
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      if (Files.isDirectory(path)) {
        channel.close();
        throw new DataException("input.folder", "a folder where a file should be: " + name(key));
      }
      LocalFile file = new LocalFile(key, path, channel, recorder.open(key, path, channel));
      open.add(file);
      return file;
    } catch (java.nio.file.NoSuchFileException missing) {
      throw new DataException("input.missing", "missing file: " + name(key), missing);
    } catch (IOException failure) {
      throw IoFailures.reading(name(key), failure);
    }
  }

  /// Closes what was opened and not closed since.
  public void closeAll() {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
    open.clear();
  }

  /// Whether a file still holds the bytes that were read of it.
  ///
  /// @param always reads again even where size, time and inode are unchanged
  public boolean unchanged(FileIdentity known, boolean always) {
    try {
      return ReadRecorder.unchanged(resolve(known.key()), known, always);
    } catch (java.nio.file.NoSuchFileException gone) {
      return false;
    } catch (IOException failure) {
      throw IoFailures.reading(name(known.key()), failure);
    }
  }

  @Override
  public boolean exists(String key) {
    return Files.exists(resolve(key));
  }

  @Override
  public List<String> list(String folderKey) {
    Path folder = resolve(folderKey);
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(path -> path.getFileName() + (Files.isDirectory(path) ? "/" : ""))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw IoFailures.reading(name(folderKey), failure);
    }
  }

  @Override
  public long size(String key) {
    try {
      return Files.size(resolve(key));
    } catch (IOException failure) {
      throw IoFailures.reading(name(key), failure);
    }
  }

  @Override
  public String display() {
    return root.toString();
  }

  private Path resolve(String key) {
    if (key.isEmpty()) {
      return root;
    }
    Path path = root.resolve(key).normalize();
    if (!path.startsWith(root.normalize())) {
      throw new DataException("input.outside", "the input " + key + " lies outside " + root);
    }
    return path;
  }

  private String name(String key) {
    return key.isEmpty() ? root.toString() : root.resolve(key).toString();
  }

  private static final class LocalFile implements InputFile {
    private final String key;
    private final Path path;
    private final FileChannel channel;
    private final ReadRecorder.Entry entry;

    private LocalFile(String key, Path path, FileChannel channel, ReadRecorder.Entry entry) {
      this.key = key;
      this.path = path;
      this.channel = channel;
      this.entry = entry;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public long size() {
      return entry.sizeBytes();
    }

    @Override
    public void read(long position, ByteBuffer destination) {
      long start = System.nanoTime();
      int from = destination.position();
      long at = position;
      try {
        while (destination.hasRemaining()) {
          int n = channel.read(destination, at);
          if (n < 0) {
            throw new DataException(
                "input.truncated",
                key
                    + ": ends at byte "
                    + size()
                    + ", bytes up to "
                    + (position + destination.limit() - from)
                    + " are needed; the file is cut short");
          }
          at += n;
        }
      } catch (IOException failure) {
        throw IoFailures.reading(path.toString(), failure);
      }
      entry.read(position, destination.duplicate().position(from), System.nanoTime() - start);
    }

    @Override
    public Path path() {
      ByteBuffer buffer = ByteBuffer.allocate(256 << 10);
      for (long at = 0; at < size(); at += buffer.capacity()) {
        read(at, buffer.clear().limit((int) Math.min(buffer.capacity(), size() - at)));
      }
      return path;
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException failure) {
        throw IoFailures.reading(path.toString(), failure);
      }
    }
  }
}
