package dev.millrace.engine.exec;

import dev.millrace.engine.io.ByteTarget;
import dev.millrace.engine.journal.ChunkTail;
import dev.millrace.engine.journal.Commit;
import dev.millrace.engine.journal.RecordCodec;
import dev.millrace.engine.journal.RecordOutput;
import dev.millrace.engine.journal.TailCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Writes a chunk's records item by item: `[header records]* [state] tail`. An item that fails is
/// taken back; a chunk that is split is taken back as a whole. One thread.
///
/// A header is `item i64, records i32, bytes i64, CRC32C of the bytes i32`; a record is `bytes i32,
/// key bytes i16, key, components`. Items without records have no header.
final class PartWriter extends RecordOutput {
  static final int HEADER_BYTES = 24;
  private static final int WINDOW_BYTES = 64 << 10;

  private ByteTarget target;
  private final CRC32C itemCrc = new CRC32C();
  private final CRC32C chunkCrc = new CRC32C();
  private final byte[] header = new byte[HEADER_BYTES];
  private long windowStart;
  private int crcFrom;
  private long chunkStart;
  private long itemStart;
  private long item;
  private int records;

  PartWriter(ByteTarget target) {
    super(new byte[WINDOW_BYTES]);
    this.target = target;
    this.windowStart = target.position();
  }

  /// Heap held by one writer.
  static long heapBytes() {
    return WINDOW_BYTES;
  }

  private long end() {
    return windowStart + at;
  }

  void beginChunk() {
    chunkStart = end();
    chunkCrc.reset();
  }

  /// As [#beginChunk], from now on into another target.
  void beginChunk(ByteTarget next) {
    target = next;
    windowStart = next.position();
    at = 0;
    beginChunk();
  }

  void beginItem(long index) {
    if (window.length - at < HEADER_BYTES) {
      flushWindow();
    }
    item = index;
    records = 0;
    itemStart = end();
    at += HEADER_BYTES;
    crcFrom = at;
    itemCrc.reset();
  }

  <R> void record(String key, RecordCodec<R> codec, R value) {
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    long size = 2 + keyBytes.length + codec.size(value);
    if (size > Integer.MAX_VALUE || keyBytes.length > Short.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a record of " + size + " bytes with a key of " + keyBytes.length + " is too large");
    }
    putInt((int) size);
    putShort(keyBytes.length);
    putBytes(keyBytes);
    codec.write(value, this);
    records++;
  }

  private void putBytes(byte[] bytes) {
    for (byte each : bytes) {
      putByte(each);
    }
  }

  void endItem() {
    if (records == 0) {
      dropItem();
      return;
    }
    itemCrc.update(window, crcFrom, at - crcFrom);
    crcFrom = at;
    putHeader();
    chunkCrc.update(header);
    if (itemStart >= windowStart) {
      System.arraycopy(header, 0, window, (int) (itemStart - windowStart), HEADER_BYTES);
    } else {
      target.patch(itemStart, header, HEADER_BYTES);
    }
  }

  private void putHeader() {
    ByteBuffer.wrap(header)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(item)
        .putInt(records)
        .putLong(end() - itemStart - HEADER_BYTES)
        .putInt((int) itemCrc.getValue());
  }

  /// Takes the current item back.
  void dropItem() {
    rewindTo(itemStart);
  }

  /// Takes the whole chunk back.
  void dropChunk() {
    rewindTo(chunkStart);
  }

  private void rewindTo(long position) {
    if (position >= windowStart) {
      at = (int) (position - windowStart);
    } else {
      target.rewind(position);
      windowStart = position;
      at = 0;
    }
    crcFrom = at;
  }

  long chunkBytes() {
    return end() - chunkStart;
  }

  /// Ends a chunk without a tail; its bytes are in the target.
  int endChunk() {
    flushWindow();
    return (int) chunkCrc.getValue();
  }

  /// Ends a chunk that will be committed.
  Commit endChunk(int phase, int log, long first, long endItem, ChunkTail tail) {
    return endChunk(phase, log, first, endItem, null, null, tail);
  }

  <S> Commit endChunk(
      int phase,
      int log,
      long first,
      long endItem,
      @Nullable RecordCodec<S> stateCodec,
      @Nullable S state,
      ChunkTail tail) {
    long recordBytes = chunkBytes();
    flushWindow();
    itemCrc.reset();
    crcFrom = 0;
    if (stateCodec != null && state != null) {
      stateCodec.write(state, this);
    }
    long stateBytes = chunkBytes() - recordBytes;
    TailCodec.write(tail, this);
    long tailBytes = chunkBytes() - recordBytes - stateBytes;
    flushWindow();
    int crc = (int) chunkCrc.getValue() * 31 + (int) itemCrc.getValue();
    return new Commit(
        phase, log, first, endItem, chunkStart, recordBytes, stateBytes, (int) tailBytes, crc);
  }

  /// Bytes of a value that stands alone, for snapshots.
  static <S> byte[] bytesOf(RecordCodec<S> codec, S value) {
    byte[] bytes = new byte[Math.toIntExact(codec.size(value))];
    RecordOutput out =
        new RecordOutput(bytes) {
          @Override
          protected void drain(int more) {
            throw new IllegalStateException("a record is larger than its size");
          }
        };
    codec.write(value, out);
    return bytes;
  }

  private void flushWindow() {
    itemCrc.update(window, crcFrom, at - crcFrom);
    target.append(window, 0, at);
    windowStart += at;
    at = 0;
    crcFrom = 0;
  }

  @Override
  protected void drain(int bytes) {
    flushWindow();
  }
}
