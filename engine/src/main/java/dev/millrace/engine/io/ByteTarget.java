package dev.millrace.engine.io;

/// Where the bytes of a chunk go before it is committed: a part log, or memory.
public interface ByteTarget {
  long position();

  void append(byte[] bytes, int from, int length);

  /// Overwrites bytes appended before.
  void patch(long position, byte[] bytes, int length);

  /// Forgets everything from `position` on.
  void rewind(long position);
}
