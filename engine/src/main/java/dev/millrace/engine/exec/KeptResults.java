package dev.millrace.engine.exec;

import dev.millrace.engine.journal.RecordCodec;
import dev.millrace.engine.model.Results;

/// Reads kept results back by index. The places are found by one pass over the headers, 8 bytes
/// each.
final class KeptResults<R> implements Results<R>, AutoCloseable {
  private final RecordCodec<R> codec;
  private final int log;
  private final long[] offsets;
  private final PartReader reader;

  private KeptResults(RecordCodec<R> codec, int log, long[] offsets, PartReader reader) {
    this.codec = codec;
    this.log = log;
    this.offsets = offsets;
    this.reader = reader;
  }

  static <R> KeptResults<R> open(PartReader reader, int log, long count, Class<R> type) {
    long[] offsets = new long[Math.toIntExact(count)];
    long at = 0;
    for (int i = 0; i < offsets.length; i++) {
      reader.seek(log, at);
      PartReader.ItemHeader header = reader.header();
      offsets[i] = header.offset();
      at = header.offset() + header.bytes();
    }
    return new KeptResults<>(RecordCodec.of(type), log, offsets, reader);
  }

  @Override
  public long size() {
    return offsets.length;
  }

  @Override
  public synchronized R get(long index) {
    return reader.read(new PartReader.Place(log, index, offsets[Math.toIntExact(index)]), codec);
  }

  @Override
  public synchronized void close() {
    reader.close();
  }
}
