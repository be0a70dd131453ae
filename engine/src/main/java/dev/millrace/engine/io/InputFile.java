package dev.millrace.engine.io;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/// An open input, read by position. What is read is counted and hashed, so that the run knows the
/// identity of the bytes its results rest on. One thread; the engine closes it at the end of the
/// item if the stage has not.
public interface InputFile extends AutoCloseable {
  /// The name relative to the input root, for error messages.
  String key();

  long size();

  /// Fills the remaining room of `destination` from `position`.
  ///
  /// @throws dev.millrace.engine.errors.DataException when the file ends before
  void read(long position, ByteBuffer destination);

  /// The file itself, for native libraries. The whole file is then hashed, not only what they read.
  Path path();

  @Override
  void close();
}
