package dev.millrace.formats.parquet;

import dev.millrace.engine.io.OutputFile;
import dev.millrace.engine.memory.Scratch;
import java.nio.ByteBuffer;

/// Appends to an [OutputFile] through one buffer, so that small headers cost no system call.
final class ParquetWriterStream {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int LONGEST_SMALL_PUT = Long.BYTES;

  private final OutputFile output;
  private final ByteBuffer buffer;

  ParquetWriterStream(OutputFile output, Scratch scratch) {
    this.output = output;
    this.buffer = scratch.direct("parquetWriter.out", BUFFER_BYTES);
  }

  long position() {
    return output.position() + buffer.position();
  }

  void put(int value) {
    room();
    buffer.put((byte) value);
  }

  void putInt(int littleEndian) {
    room();
    buffer.putInt(littleEndian);
  }

  void put(byte[] bytes) {
    put(ByteBuffer.wrap(bytes));
  }

  void put(ByteBuffer bytes) {
    if (bytes.remaining() > buffer.remaining()) {
      flush();
    }
    if (bytes.remaining() > buffer.capacity()) {
      output.write(bytes);
    } else {
      buffer.put(bytes);
    }
  }

  void flush() {
    output.write(buffer.flip());
    buffer.clear();
  }

  private void room() {
    if (buffer.remaining() < LONGEST_SMALL_PUT) {
      flush();
    }
  }
}
