package dev.millrace.formats.parquet;

import dev.millrace.engine.memory.Scratch;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Puts the pages of one column chunk after the other into the file: header, then compressed body.
final class ParquetWriterPages implements AutoCloseable {
  static final int PLAIN = 0;
  static final int RLE = 3;
  static final int RLE_DICTIONARY = 8;

  private static final int DATA_PAGE = 0;
  private static final int DICTIONARY_PAGE = 2;

  private final ParquetWriterStream stream;
  private final ThriftWriter thrift;
  private final ParquetWriterCompressor compressor;
  private final ParquetWriterFooter footer;
  private final Scratch scratch;
  private long start;
  private long data;
  private long plainBytes;

  ParquetWriterPages(
      ParquetWriterStream stream,
      ThriftWriter thrift,
      ParquetWriterOptions options,
      ParquetWriterFooter footer,
      Scratch scratch) {
    this.stream = stream;
    this.thrift = thrift;
    this.compressor = ParquetWriterCompressor.of(options, scratch);
    this.footer = footer;
    this.scratch = scratch;
  }

  void beginChunk() {
    start = stream.position();
    data = start;
    plainBytes = 0;
  }

  void endChunk() {
    footer.chunk(start, data, plainBytes, stream.position() - start);
  }

  /// An empty buffer for a page of at most `bytes`.
  ByteBuffer page(int bytes) {
    return scratch.direct("parquetWriter.page", bytes + ParquetWriterBits.SLACK_BYTES);
  }

  /// Definition levels of an optional column, before the values of a data page.
  ///
  /// @param present by row; null where all are
  static void levels(boolean @Nullable [] present, int from, int to, ByteBuffer page) {
    int lengthAt = page.position();
    page.putInt(0);
    if (present == null) {
      ParquetWriterBits.repeat(to - from, 1, page);
    } else {
      ParquetWriterBits.levels(present, from, to, page);
    }
    page.putInt(lengthAt, page.position() - lengthAt - Integer.BYTES);
  }

  /// Room that [#levels] needs.
  static int levelBytes(int rows) {
    return rows / Byte.SIZE + 2 * Long.BYTES;
  }

  void writeDictionary(ByteBuffer page, int distinct) {
    ByteBuffer stored = compressor.compress(page.flip());
    long before = stream.position();
    header(DICTIONARY_PAGE, page.remaining(), stored.remaining());
    thrift.begin(7);
    thrift.i32(1, distinct);
    thrift.i32(2, PLAIN);
    body(page, stored, before);
    data = stream.position();
  }

  void writeData(ByteBuffer page, int rows, int encoding) {
    ByteBuffer stored = compressor.compress(page.flip());
    long before = stream.position();
    header(DATA_PAGE, page.remaining(), stored.remaining());
    thrift.begin(5);
    thrift.i32(1, rows);
    thrift.i32(2, encoding);
    thrift.i32(3, RLE);
    thrift.i32(4, RLE);
    body(page, stored, before);
  }

  @Override
  public void close() {
    compressor.close();
  }

  private void header(int kind, int pageBytes, int storedBytes) {
    thrift.begin();
    thrift.i32(1, kind);
    thrift.i32(2, pageBytes);
    thrift.i32(3, storedBytes);
  }

  private void body(ByteBuffer page, ByteBuffer stored, long headerStart) {
    thrift.end();
    thrift.end();
    plainBytes += stream.position() - headerStart + page.remaining();
    stream.put(stored);
  }
}
