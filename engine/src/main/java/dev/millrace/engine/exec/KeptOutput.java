package dev.millrace.engine.exec;

import dev.millrace.engine.io.PartLog;
import dev.millrace.engine.journal.RecordCodec;
import java.util.List;
import java.util.Map;

/// Results that are kept for later phases: one record an item in a log of their own.
final class KeptOutput implements ClosingOutput {
  private final PartLog log;
  private final int logNumber;
  private final RecordCodec<Object> codec;
  private final PartWriter writer;
  private long count;

  @SuppressWarnings("unchecked") // results are cast by the codec's own type
  KeptOutput(PartLog log, int logNumber, Class<?> type) {
    this.log = log;
    this.logNumber = logNumber;
    this.codec = (RecordCodec<Object>) RecordCodec.of(type);
    this.writer = new PartWriter(log);
    writer.beginChunk();
  }

  @Override
  public void accept(Object result) {
    writer.beginItem(count++);
    writer.record("", codec, codec.type().cast(result));
    writer.endItem();
  }

  @Override
  public Finished finish() {
    writer.endChunk();
    log.sync();
    return new Finished(Map.of(), List.of(), count, logNumber);
  }

  @Override
  public void close() {
    log.close();
  }
}
