package dev.millrace.formats.parquet;

import dev.millrace.engine.io.OutputFile;
import dev.millrace.engine.memory.MemoryPool;
import dev.millrace.engine.memory.PooledScratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Files and buffers for the tests of [ParquetWriter].
final class ParquetWriterFixture {
  private ParquetWriterFixture() {}

  static PooledScratch scratch() {
    return new PooledScratch(
        new MemoryPool("heap", 1L << 30).open("test"),
        new MemoryPool("native", 1L << 30).open("test"));
  }

  /// A file under its name once completed, and nothing before.
  static OutputFile file(Path path) {
    return new PartialFile(path);
  }

  private static final class PartialFile implements OutputFile {
    private final Path target;
    private final Path partial;
    private final FileChannel channel;
    private long position;

    private PartialFile(Path target) {
      this.target = target;
      this.partial = target.resolveSibling(target.getFileName() + ".partial");
      try {
        channel =
            FileChannel.open(
                partial,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void write(ByteBuffer source) {
      int bytes = source.remaining();
      write(position, source);
      position += bytes;
    }

    @Override
    public void write(long at, ByteBuffer source) {
      try {
        long next = at;
        while (source.hasRemaining()) {
          next += channel.write(source, next);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
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
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
        Files.deleteIfExists(partial);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
