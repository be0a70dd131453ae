package dev.millrace.formats.parquet;

import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.io.InputFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// An input that is an array.
final class MemoryInput implements InputFile {
  private final Path path;
  private final byte[] bytes;
  private boolean closed;

  MemoryInput(String key, byte[] bytes) {
    this.path = Path.of(key);
    this.bytes = bytes;
  }

  static MemoryInput of(Path file) {
    try {
      return new MemoryInput(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A file beside this class among the test's resources.
  static byte[] resource(String name) {
    try (var in = MemoryInput.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean closed() {
    return closed;
  }

  @Override
  public String key() {
    return path.toString();
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public void read(long position, ByteBuffer destination) {
    if (position < 0 || position + destination.remaining() > bytes.length) {
      throw new DataException("test-input", key() + " ends before byte " + position);
    }
    destination.put(bytes, (int) position, destination.remaining());
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    closed = true;
  }
}
