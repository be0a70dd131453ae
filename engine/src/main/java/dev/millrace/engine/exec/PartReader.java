package dev.millrace.engine.exec;

import dev.millrace.engine.errors.ResumeException;
import dev.millrace.engine.io.DurableFile;
import dev.millrace.engine.journal.ChunkTail;
import dev.millrace.engine.journal.Commit;
import dev.millrace.engine.journal.RecordCodec;
import dev.millrace.engine.journal.RecordInput;
import dev.millrace.engine.journal.TailCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Reads committed bytes by position through a small window, checking each item's CRC as it goes
/// by. One thread.
final class PartReader extends RecordInput implements AutoCloseable {
  private static final int WINDOW_BYTES = 64 << 10;

  private final IntFunction<Path> logPath;
  private final Map<Integer, DurableFile> files = new HashMap<>();
  private @Nullable DurableFile file;
  private int log = -1;
  private long windowPosition;

  PartReader(IntFunction<Path> logPath) {
    super(new byte[WINDOW_BYTES]);
    this.logPath = logPath;
  }

  static long heapBytes() {
    return WINDOW_BYTES;
  }

  /// The header of one item's records, and where they lie.
  record ItemHeader(long item, int records, long bytes, int crc, long offset) {}

  /// Where one record lies.
  record Place(int log, long item, long offset) {}

  void seek(int newLog, long position) {
    boolean inside =
        newLog == log && position >= windowPosition && position <= windowPosition + limit;
    if (!inside) {
      file = files.computeIfAbsent(newLog, n -> DurableFile.open(logPath.apply(n)));
      log = newLog;
      windowPosition = position;
      limit = 0;
      at = 0;
    } else {
      at = (int) (position - windowPosition);
    }
  }

  long position() {
    return windowPosition + at;
  }

  ItemHeader header() {
    long item = getLong();
    int records = getInt();
    long bytes = getLong();
    int crc = getInt();
    return new ItemHeader(item, records, bytes, crc, position());
  }

  /// Reads an item's records once to check their CRC.
  ///
  /// @throws ResumeException when the bytes on disk have changed
  void check(int ofLog, ItemHeader header) {
    seek(ofLog, header.offset());
    CRC32C crc = new CRC32C();
    long left = header.bytes();
    while (left > 0) {
      if (at == limit) {
        fill(1);
      }
      int n = (int) Math.min(left, limit - at);
      crc.update(window, at, n);
      at += n;
      left -= n;
    }
    if ((int) crc.getValue() != header.crc()) {
      throw new ResumeException(
          "part.damaged",
          logPath.apply(ofLog)
              + ": the records of item "
              + header.item()
              + " have changed on disk; start over with --overwrite");
    }
  }

  /// The key of the record at the current position, and moves to its components.
  ///
  /// @return bytes of the components
  int recordBytes() {
    return getInt();
  }

  String key() {
    int length = getShort();
    if (length == 0) {
      return "";
    }
    byte[] utf8 = new byte[length];
    for (int i = 0; i < length; i++) {
      utf8[i] = getByte();
    }
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /// Reads the record at a place.
  <R> R read(Place place, RecordCodec<R> codec) {
    seek(place.log(), place.offset());
    getInt();
    key();
    return codec.read(this);
  }

  <S> S state(Commit commit, RecordCodec<S> codec) {
    seek(commit.log(), commit.offset() + commit.recordBytes());
    return codec.read(this);
  }

  /// The items of a chunk that failed. A small chunk is then in the window as a whole.
  List<ChunkTail.Fault> failed(Commit commit) {
    long head = commit.recordBytes() + commit.stateBytes();
    seek(commit.log(), commit.offset());
    if (head + commit.tailBytes() <= window.length && limit - at < head + commit.tailBytes()) {
      fill((int) (head + commit.tailBytes()));
    }
    seek(commit.log(), commit.offset() + head);
    return TailCodec.failed(this);
  }

  ChunkTail tail(Commit commit) {
    seek(commit.log(), commit.offset() + commit.recordBytes() + commit.stateBytes());
    return TailCodec.read(this);
  }

  @Override
  protected void fill(int bytes) {
    int rest = limit - at;
    System.arraycopy(window, at, window, 0, rest);
    windowPosition += at;
    at = 0;
    ByteBuffer room = ByteBuffer.wrap(window, rest, window.length - rest);
    if (file == null) {
      throw new IllegalStateException("read before seek");
    }
    file.read(windowPosition + rest, room);
    limit = room.position();
    if (limit < bytes) {
      throw new ResumeException(
          "part.damaged",
          logPath.apply(log)
              + " ends at byte "
              + (windowPosition + limit)
              + ", more was committed; start over with --overwrite");
    }
  }

  @Override
  public void close() {
    files.values().forEach(DurableFile::close);
    files.clear();
  }
}
