package dev.millrace.engine.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// An append-only file of one worker. Small appends are gathered in a buffer; what is appended
/// becomes part of a run only when a commit names it, so the tail of a log is worthless until then.
/// The owner appends, the committer syncs: both may be different threads.
public final class PartLog implements ByteTarget, AutoCloseable {
  private static final int BUFFER_BYTES = 256 << 10;

  private final Path path;
  private final FileChannel channel;
  private final DiskMeter disk;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private long flushedTo;
  private long countedTo;

  private PartLog(Path path, FileChannel channel, DiskMeter disk, long end) {
    this.path = path;
    this.channel = channel;
    this.disk = disk;
    this.flushedTo = end;
    this.countedTo = end;
  }

  /// Opens or creates a log whose valid part ends at `end`; what follows is overwritten.
  public static PartLog open(Path path, long end, DiskMeter disk) {
    try {
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      disk.add(end, path.toString());
      return new PartLog(path, channel, disk, end);
    } catch (IOException failure) {
      throw IoFailures.writing(path.toString(), failure);
    }
  }

  /// Bytes that the buffer takes off the heap.
  public static long nativeBytes() {
    return BUFFER_BYTES;
  }

  @Override
  public synchronized long position() {
    return flushedTo + buffer.position();
  }

  @Override
  public synchronized void append(byte[] bytes, int from, int length) {
    if (length > buffer.remaining()) {
      flush();
    }
    if (length >= buffer.capacity()) {
      writeFully(ByteBuffer.wrap(bytes, from, length), flushedTo);
      flushedTo += length;
    } else {
      buffer.put(bytes, from, length);
    }
  }

  @Override
  public synchronized void patch(long position, byte[] bytes, int length) {
    if (position >= flushedTo) {
      buffer.put((int) (position - flushedTo), bytes, 0, length);
    } else {
      flush();
      writeFully(ByteBuffer.wrap(bytes, 0, length), position);
    }
  }

  @Override
  public synchronized void rewind(long position) {
    if (position >= flushedTo) {
      buffer.position((int) (position - flushedTo));
    } else {
      buffer.clear();
      flushedTo = position;
    }
  }

  /// Makes everything appended so far readable through the file. What cannot be written stays in
  /// the buffer, so that no later sync takes it for written.
  public synchronized void flush() {
    int length = buffer.position();
    if (length > 0) {
      writeFully(buffer.duplicate().flip(), flushedTo);
      buffer.clear();
      flushedTo += length;
    }
  }

  /// Flushes and syncs. The sync itself does not block the owner's appends.
  public void sync() {
    flush();
    try {
      channel.force(false);
    } catch (IOException failure) {
      throw IoFailures.writing(path.toString(), failure);
    }
  }

  private void writeFully(ByteBuffer bytes, long position) {
    long end = position + bytes.remaining();
    if (end > countedTo) {
      disk.add(end - countedTo, path.toString());
      countedTo = end;
    }
    try {
      long at = position;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
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
