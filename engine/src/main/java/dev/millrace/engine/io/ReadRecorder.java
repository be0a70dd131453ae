package dev.millrace.engine.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/// Counts and hashes what one chunk reads. One thread.
public final class ReadRecorder {
  private final List<Entry> entries = new ArrayList<>();
  private long bytesRead;
  private long waitNanos;

  /// Bytes handed out since the last [#reset].
  public long bytesRead() {
    return bytesRead;
  }

  /// Time spent in reads since the last [#reset].
  public long waitNanos() {
    return waitNanos;
  }

  public void reset() {
    entries.clear();
    bytesRead = 0;
    waitNanos = 0;
  }

  public List<FileIdentity> identities() {
    List<FileIdentity> all = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      all.add(entry.identity());
    }
    return all;
  }

  Entry open(String key, Path path, FileChannel channel) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    Entry entry =
        new Entry(
            key,
            channel.size(),
            attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
            inode(attributes));
    entries.add(entry);
    return entry;
  }

  /// Whether the file still holds the bytes that the identity was made of.
  ///
  /// @param always reads again even where size, time and inode are unchanged
  static boolean unchanged(Path path, FileIdentity known, boolean always) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (attributes.size() != known.sizeBytes()) {
      return false;
    }
    boolean sameStat =
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS) == known.modifiedNanos()
            && inode(attributes) == known.inode();
    return (sameStat && !always) || crcOf(path, known.spans()) == known.crc();
  }

  private static int crcOf(Path path, long[] spans) throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer buffer = ByteBuffer.allocate(256 << 10);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      for (int i = 0; i < spans.length; i += 2) {
        long position = spans[i];
        long end = position + spans[i + 1];
        while (position < end) {
          buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
          int n = channel.read(buffer, position);
          if (n <= 0) {
            return ~(int) crc.getValue();
          }
          crc.update(buffer.flip());
          position += n;
        }
      }
    }
    return (int) crc.getValue();
  }

  private static long inode(BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    return key == null ? 0 : key.toString().hashCode();
  }

  /// One open file's share of the record.
  final class Entry {
    private final String key;
    private final long sizeBytes;
    private final long modifiedNanos;
    private final long inode;
    private final CRC32C crc = new CRC32C();
    private long[] spans = new long[16];
    private int used;

    private Entry(String key, long sizeBytes, long modifiedNanos, long inode) {
      this.key = key;
      this.sizeBytes = sizeBytes;
      this.modifiedNanos = modifiedNanos;
      this.inode = inode;
    }

    long sizeBytes() {
      return sizeBytes;
    }

    /// @param bytes what was just read, position to limit
    void read(long position, ByteBuffer bytes, long nanos) {
      int length = bytes.remaining();
      crc.update(bytes.duplicate());
      if (used > 0 && spans[used - 2] + spans[used - 1] == position) {
        spans[used - 1] += length;
      } else {
        if (used == spans.length) {
          spans = Arrays.copyOf(spans, used * 2);
        }
        spans[used++] = position;
        spans[used++] = length;
      }
      bytesRead += length;
      waitNanos += nanos;
    }

    private FileIdentity identity() {
      return new FileIdentity(
          key, sizeBytes, modifiedNanos, inode, Arrays.copyOf(spans, used), (int) crc.getValue());
    }
  }
}
