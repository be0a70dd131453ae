package dev.millrace.cli;

import dev.millrace.engine.errors.UsageException;
import dev.millrace.engine.units.DataSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// How fast the files of a folder come in, measured on up to 512 MiB or two seconds of them.
record ReadRate(Path folder, long files, long bytes, double seconds) {
  private static final long MOST_BYTES = 512L << 20;
  private static final double MOST_SECONDS = 2;
  private static final int MOST_FILES = 10_000;
  private static final int BUFFER_BYTES = 1 << 20;

  /// @throws UsageException when the folder cannot be read
  static ReadRate of(Path folder) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    long start = System.nanoTime();
    long files = 0;
    long bytes = 0;
    try {
      for (Path file : files(folder)) {
        files++;
        bytes += read(file, buffer, MOST_BYTES - bytes);
        if (bytes >= MOST_BYTES || (System.nanoTime() - start) / 1e9 > MOST_SECONDS) {
          break;
        }
      }
    } catch (IOException e) {
      throw new UsageException("option.value", "--folder " + folder + ": " + e, e);
    }
    return new ReadRate(folder, files, bytes, (System.nanoTime() - start) / 1e9);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).filter(Files::isReadable).limit(MOST_FILES).toList();
    }
  }

  private static long read(Path file, ByteBuffer buffer, long most) throws IOException {
    long bytes = 0;
    try (FileChannel channel = FileChannel.open(file)) {
      while (bytes < most) {
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
          break;
        }
        bytes += count;
      }
    }
    return bytes;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%s/s over %s in %d files of %s; the cache is faster than the disk",
        DataSize.bytes(bytesPerSecond()),
        DataSize.bytes(bytes),
        files,
        folder);
  }

  private long bytesPerSecond() {
    return seconds > 0 ? (long) (bytes / seconds) : 0;
  }

  Map<String, Object> document() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("folder", folder.toString());
    map.put("files", files);
    map.put("bytes", bytes);
    map.put("seconds", seconds);
    map.put("bytes_per_second", bytesPerSecond());
    return map;
  }
}
