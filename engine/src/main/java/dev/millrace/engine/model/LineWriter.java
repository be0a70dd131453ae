package dev.millrace.engine.model;

import dev.millrace.engine.io.OutputFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/// A product of text lines, gathered in a small buffer.
final class LineWriter<R> implements ProductWriter<R> {
  private static final int BUFFER_BYTES = 64 << 10;

  private final OutputFile file;
  private final Function<R, String> line;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long lines;

  LineWriter(OutputFile file, String header, Function<R, String> line) {
    this.file = file;
    this.line = line;
    put(header);
  }

  @Override
  public void write(R result) {
    put(line.apply(result));
    lines++;
  }

  private void put(String text) {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    if (bytes.length > buffer.remaining()) {
      drain();
    }
    if (bytes.length > buffer.capacity()) {
      file.write(ByteBuffer.wrap(bytes));
    } else {
      buffer.put(bytes);
    }
  }

  private void drain() {
    file.write(buffer.flip());
    buffer.clear();
  }

  @Override
  public Map<String, Object> finish() {
    drain();
    file.complete();
    return Map.of("lines", lines);
  }

  @Override
  public void close() {
    file.close();
  }
}
