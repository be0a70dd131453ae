package dev.millrace.formats.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.millrace.engine.memory.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.xerial.snappy.Snappy;

/// Compresses one page at a time, from native memory to native memory. One thread.
abstract sealed class ParquetWriterCompressor implements AutoCloseable {
  private static final String SLOT = "parquetWriter.compressed";

  final Scratch scratch;

  private ParquetWriterCompressor(Scratch scratch) {
    this.scratch = scratch;
  }

  static ParquetWriterCompressor of(ParquetWriterOptions options, Scratch scratch) {
    return switch (options.codec()) {
      case UNCOMPRESSED -> new Stored(scratch);
      case SNAPPY -> new Snappied(scratch);
      case GZIP -> new Gzipped(options.level(), scratch);
      case ZSTD -> new Zstandard(options.level(), scratch);
    };
  }

  /// The compressed form of the remaining bytes; valid until the next call.
  ///
  /// @param page direct; its content is kept
  abstract ByteBuffer compress(ByteBuffer page);

  @Override
  public void close() {}

  private static final class Stored extends ParquetWriterCompressor {
    private Stored(Scratch scratch) {
      super(scratch);
    }

    @Override
    ByteBuffer compress(ByteBuffer page) {
      return page.duplicate();
    }
  }

  private static final class Snappied extends ParquetWriterCompressor {
    private Snappied(Scratch scratch) {
      super(scratch);
    }

    @Override
    ByteBuffer compress(ByteBuffer page) {
      try {
        ByteBuffer target = scratch.direct(SLOT, Snappy.maxCompressedLength(page.remaining()));
        Snappy.compress(page.duplicate(), target);
        return target;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Zstandard extends ParquetWriterCompressor {
    private final ZstdCompressCtx context = new ZstdCompressCtx();

    private Zstandard(int level, Scratch scratch) {
      super(scratch);
      context.setLevel(level);
    }

    @Override
    ByteBuffer compress(ByteBuffer page) {
      int size = page.remaining();
      ByteBuffer target = scratch.direct(SLOT, (int) Zstd.compressBound(size));
      int length =
          context.compressDirectByteBuffer(
              target, 0, target.remaining(), page, page.position(), size);
      return target.limit(length);
    }

    @Override
    public void close() {
      context.close();
    }
  }

  /// A gzip member with an empty header: no name, no time stamp.
  private static final class Gzipped extends ParquetWriterCompressor {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int FRAME_BYTES = 64;

    private final Deflater deflater;
    private final CRC32 crc = new CRC32();

    private Gzipped(int level, Scratch scratch) {
      super(scratch);
      deflater = new Deflater(level, true);
    }

    @Override
    ByteBuffer compress(ByteBuffer page) {
      int size = page.remaining();
      ByteBuffer target = scratch.direct(SLOT, size + (size >> 8) + FRAME_BYTES);
      target.put(HEADER);
      deflater.reset();
      deflater.setInput(page.duplicate());
      deflater.finish();
      while (!deflater.finished()) {
        if (deflater.deflate(target) == 0) {
          throw new IllegalStateException(
              "deflate of " + size + " bytes needs more than its bound");
        }
      }
      crc.reset();
      crc.update(page.duplicate());
      return target.putInt((int) crc.getValue()).putInt(size).flip();
    }

    @Override
    public void close() {
      deflater.end();
    }
  }
}
