package dev.millrace.engine.journal;

import dev.millrace.engine.errors.ResumeException;
import dev.millrace.engine.io.DurableFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/// The durable record of what is done: an append-only file of framed entries, `length crc payload`.
/// It is read back up to the first frame whose CRC is wrong, and cut there: what a crash left half
/// written was never committed. The part logs that an entry names are synced before it is.
public final class Journal implements AutoCloseable {
  private static final byte COMMIT = 1;
  private static final byte PHASE_CLOSED = 2;
  private static final int COMMIT_BYTES = 1 + 2 + 2 + 5 * 8 + 4 + 4;
  private static final int FRAME_BYTES = 8;
  private static final int MAX_ENTRY_BYTES = 16 << 20;
  private static final byte[] MAGIC = "MILLRACE JOURNAL 1\n".getBytes(StandardCharsets.US_ASCII);

  /// A phase whose closing is complete.
  ///
  /// @param results what the phase keeps, or the figures and files of its product, as JSON
  public record PhaseClosed(int phase, String results) {}

  private final DurableFile file;
  private final CRC32C crc = new CRC32C();
  private ByteBuffer buffer = newBuffer(64 << 10);

  private Journal(DurableFile file) {
    this.file = file;
  }

  public static Journal create(Path path) {
    DurableFile file = DurableFile.open(path);
    file.append(ByteBuffer.wrap(MAGIC));
    file.sync();
    return new Journal(file);
  }

  /// Reads a journal back and opens it for more.
  ///
  /// @throws ResumeException when the file is no journal
  public static Journal recover(Path path, Consumer<Commit> commits, Consumer<PhaseClosed> closed) {
    DurableFile file = DurableFile.open(path);
    ByteBuffer bytes = newBuffer(1 << 20);
    long valid = checkMagic(file, path);
    CRC32C check = new CRC32C();
    long at = valid;
    long size = file.size();
    bytes.limit(0);
    while (true) {
      if (!more(file, bytes, at, FRAME_BYTES, size)) {
        break;
      }
      int length = bytes.getInt(bytes.position());
      int expected = bytes.getInt(bytes.position() + 4);
      if (length < 1 || length > MAX_ENTRY_BYTES || at + FRAME_BYTES + length > size) {
        break;
      }
      if (bytes.capacity() < FRAME_BYTES + length) {
        bytes = newBuffer(FRAME_BYTES + length).limit(0);
      }
      if (!more(file, bytes, at, FRAME_BYTES + length, size)) {
        break;
      }
      ByteBuffer payload = bytes.slice(bytes.position() + FRAME_BYTES, length);
      check.reset();
      check.update(payload.duplicate());
      if ((int) check.getValue() != expected) {
        break;
      }
      decode(payload.order(ByteOrder.LITTLE_ENDIAN), commits, closed);
      bytes.position(bytes.position() + FRAME_BYTES + length);
      at += FRAME_BYTES + length;
    }
    file.truncate(at);
    return new Journal(file);
  }

  private static long checkMagic(DurableFile file, Path path) {
    ByteBuffer magic = newBuffer(MAGIC.length);
    file.read(0, magic);
    if (magic.hasRemaining() || !magic.flip().equals(ByteBuffer.wrap(MAGIC))) {
      throw new ResumeException(
          "journal.damaged", path + " is no journal of this version; start over with --overwrite");
    }
    return MAGIC.length;
  }

  /// Makes `bytes` hold at least `need` bytes from file position `at` on.
  private static boolean more(DurableFile file, ByteBuffer bytes, long at, int need, long size) {
    if (bytes.remaining() >= need) {
      return true;
    }
    if (at + need > size) {
      return false;
    }
    bytes.clear();
    file.read(at, bytes);
    bytes.flip();
    return bytes.remaining() >= need;
  }

  private static void decode(
      ByteBuffer in, Consumer<Commit> commits, Consumer<PhaseClosed> closed) {
    switch (in.get()) {
      case COMMIT ->
          commits.accept(
              new Commit(
                  in.getShort(),
                  in.getShort(),
                  in.getLong(),
                  in.getLong(),
                  in.getLong(),
                  in.getLong(),
                  in.getLong(),
                  in.getInt(),
                  in.getInt()));
      case PHASE_CLOSED -> {
        int phase = in.getShort();
        byte[] json = new byte[in.remaining()];
        in.get(json);
        closed.accept(new PhaseClosed(phase, new String(json, StandardCharsets.UTF_8)));
      }
      default -> throw new ResumeException("journal.damaged", "an unknown entry in the journal");
    }
  }

  /// Appends commits and makes them durable. The part logs they name must be synced.
  public void append(List<Commit> commits) {
    for (Commit commit : commits) {
      reserve(FRAME_BYTES + COMMIT_BYTES);
      int frame = beginFrame();
      buffer
          .put(COMMIT)
          .putShort((short) commit.phase())
          .putShort((short) commit.log())
          .putLong(commit.first())
          .putLong(commit.end())
          .putLong(commit.offset())
          .putLong(commit.recordBytes())
          .putLong(commit.stateBytes())
          .putInt(commit.tailBytes())
          .putInt(commit.crc());
      endFrame(frame);
    }
    flush();
    file.sync();
  }

  public void append(PhaseClosed closed) {
    byte[] json = closed.results().getBytes(StandardCharsets.UTF_8);
    reserve(FRAME_BYTES + 3 + json.length);
    int frame = beginFrame();
    buffer.put(PHASE_CLOSED).putShort((short) closed.phase()).put(json);
    endFrame(frame);
    flush();
    file.sync();
  }

  private int beginFrame() {
    int frame = buffer.position();
    buffer.position(frame + FRAME_BYTES);
    return frame;
  }

  private void endFrame(int frame) {
    int from = frame + FRAME_BYTES;
    int length = buffer.position() - from;
    crc.reset();
    crc.update(buffer.array(), from, length);
    buffer.putInt(frame, length).putInt(frame + 4, (int) crc.getValue());
  }

  private void reserve(int bytes) {
    if (buffer.remaining() < bytes) {
      flush();
      if (buffer.capacity() < bytes) {
        buffer = newBuffer(bytes);
      }
    }
  }

  private void flush() {
    file.append(buffer.flip());
    buffer.clear();
  }

  private static ByteBuffer newBuffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() {
    file.close();
  }
}
