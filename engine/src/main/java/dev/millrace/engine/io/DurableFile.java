package dev.millrace.engine.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file of the engine's own that is appended, synced and read back by position.
public final class DurableFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private DurableFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  public static DurableFile open(Path path) {
    try {
      FileChannel channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      channel.position(channel.size());
      return new DurableFile(path, channel);
    } catch (IOException failure) {
      throw IoFailures.writing(path.toString(), failure);
    }
  }

  public void append(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException failure) {
      throw IoFailures.writing(path.toString(), failure);
    }
  }

  /// Reads until the buffer is full or the file ends. Thread-safe.
  public void read(long position, ByteBuffer bytes) {
    try {
      long at = position;
      while (bytes.hasRemaining()) {
        int n = channel.read(bytes, at);
        if (n < 0) {
          return;
        }
        at += n;
      }
    } catch (IOException failure) {
      throw IoFailures.reading(path.toString(), failure);
    }
  }

  public long size() {
    try {
      return channel.size();
    } catch (IOException failure) {
      throw IoFailures.reading(path.toString(), failure);
    }
  }

  public void truncate(long size) {
    try {
      channel.truncate(size).position(size);
    } catch (IOException failure) {
      throw IoFailures.writing(path.toString(), failure);
    }
  }

  public void sync() {
    try {
      channel.force(false);
    } catch (IOException failure) {
      throw IoFailures.writing(path.toString(), failure);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw IoFailures.writing(path.toString(), failure);
    }
  }
}
