package dev.millrace.engine.io;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/// A product in the making: written under `NAME.partial`, visible under its name only when
/// complete. One thread.
public interface OutputFile extends AutoCloseable {
  /// Appends the remaining bytes of `source`.
  void write(ByteBuffer source);

  void write(long position, ByteBuffer source);

  /// Where the next append goes: the bytes appended so far.
  long position();

  /// The partial file, for native libraries that write it themselves.
  Path path();

  /// Syncs the file and gives it its name. Nothing may be written after.
  void complete();

  /// Without [#complete] before, removes the partial file.
  @Override
  void close();
}
