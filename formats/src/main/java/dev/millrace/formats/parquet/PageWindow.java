package dev.millrace.formats.parquet;

import dev.millrace.engine.io.InputFile;
import dev.millrace.engine.memory.Scratch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A sliding window over the pages of one column chunk, in one direct buffer: a small chunk takes
/// one read, a large one reads of 1 MiB. Bytes in the window stay where they are until the next
/// [#require].
final class PageWindow {
  /// Decoders may look this far past the end of a page.
  static final int SLACK = 16;

  private static final int READ_AHEAD = 1 << 20;
  private static final int GRANULE = 64 << 10;

  private final InputFile file;
  private final Scratch scratch;
  private final String slot;
  private ByteBuffer buffer;
  private long windowStart;
  private int windowBytes;
  private long chunkEnd;
  private long dataEnd;

  PageWindow(InputFile file, Scratch scratch, String slot) {
    this.file = file;
    this.scratch = scratch;
    this.slot = slot;
    this.buffer = direct(scratch, slot, GRANULE);
  }

  /// @return a little-endian direct buffer with room for `bytes` and the slack, limit at its
  ///   capacity
  static ByteBuffer direct(Scratch scratch, String slot, int bytes) {
    long capacity = ((long) bytes + SLACK + GRANULE - 1) / GRANULE * GRANULE;
    ByteBuffer buffer = scratch.direct(slot, (int) Math.min(capacity, Integer.MAX_VALUE - GRANULE));
    return buffer.clear().order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Goes to another chunk.
  ///
  /// @param end where the footer says the chunk ends: reads ahead stop there
  /// @param dataEnd where the footer starts: no page reaches it
  void enter(long start, long end, long dataEnd) {
    windowStart = start;
    windowBytes = 0;
    chunkEnd = end;
    this.dataEnd = dataEnd;
  }

  ByteBuffer buffer() {
    return buffer;
  }

  /// @return bytes of the file's data from `position` on
  long left(long position) {
    return dataEnd - position;
  }

  /// Brings bytes into the window; `position + length` must not pass the end of the data.
  ///
  /// @return the index of `position` in the buffer
  int require(long position, int length) {
    long index = position - windowStart;
    if (index >= 0 && index + length <= windowBytes) {
      return (int) index;
    }
    int wanted = (int) Math.max(length, Math.min(READ_AHEAD, chunkEnd - position));
    int kept = index >= 0 && index < windowBytes ? (int) (windowBytes - index) : 0;
    if (wanted + SLACK > buffer.capacity()) {
      buffer = direct(scratch, slot, wanted);
      kept = 0;
    } else if (kept > 0) {
      buffer.put(0, buffer, (int) index, kept);
    }
    windowBytes = 0;
    file.read(position + kept, buffer.clear().position(kept).limit(wanted));
    buffer.clear();
    windowStart = position;
    windowBytes = wanted;
    return 0;
  }

  /// Copies what the window holds from `position` on, reading on where it holds nothing.
  int copy(long position, byte[] destination) {
    int count = (int) Math.min(destination.length, left(position));
    if (count <= 0) {
      return 0;
    }
    int index = (int) Math.min(Math.max(position - windowStart, 0), windowBytes);
    int held = position >= windowStart ? windowBytes - index : 0;
    if (held == 0) {
      index = require(position, 1);
      held = windowBytes;
    }
    count = Math.min(count, held);
    buffer.get(index, destination, 0, count);
    return count;
  }
}
