package dev.millrace.formats.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/// Decompresses pages from direct buffer to direct buffer. Holds native state: close it.
final class PageCodec implements AutoCloseable {
  static final int UNCOMPRESSED = 0;
  private static final int SNAPPY = 1;
  private static final int GZIP = 2;
  private static final int ZSTD = 6;

  private static final String[] NAMES = {
    "UNCOMPRESSED", "SNAPPY", "GZIP", "LZO", "BROTLI", "LZ4", "ZSTD", "LZ4_RAW"
  };

  private static final int GZIP_HEADER_BYTES = 10;
  private static final int GZIP_TRAILER_BYTES = 8;
  private static final int GZIP_CRC = 2;
  private static final int GZIP_EXTRA = 4;
  private static final int GZIP_NAME = 8;
  private static final int GZIP_COMMENT = 16;

  private final CRC32 crc = new CRC32();
  private @Nullable ZstdDecompressCtx zstd;
  private @Nullable Inflater inflater;

  static String name(int codec) {
    return codec < NAMES.length ? NAMES[codec] : "codec " + codec;
  }

  static boolean isKnown(int codec) {
    return codec == UNCOMPRESSED || codec == SNAPPY || codec == GZIP || codec == ZSTD;
  }

  /// Refuses a page whose compressed bytes say that it decompresses to another size: asked before
  /// memory is.
  void checkSize(int codec, ByteBuffer source, int start, int bytes, int target, PageLocation at) {
    long size =
        switch (codec) {
          case SNAPPY -> snappySize(source, start, bytes, at);
          case ZSTD -> Zstd.getDirectByteBufferFrameContentSize(source, start, bytes);
          // A deflate stream cannot grow by more than that.
          case GZIP -> target > 1032L * bytes ? -1 : target;
          default -> bytes;
        };
    boolean unknown = codec == ZSTD && size <= 0;
    if (size != target && !unknown) {
      throw at.damaged(
          name(codec)
              + " data of "
              + bytes
              + " bytes cannot hold the page of "
              + target
              + " bytes");
    }
  }

  /// Fills `target[0, size)` from `source[start, start + bytes)`.
  void decompress(
      int codec,
      ByteBuffer source,
      int start,
      int bytes,
      ByteBuffer target,
      int size,
      PageLocation at) {
    long written;
    try {
      written =
          switch (codec) {
            case SNAPPY -> snappy(source, start, bytes, target);
            case GZIP -> gunzip(source, start, bytes, target, size, at);
            case ZSTD -> zstd().decompressDirectByteBuffer(target, 0, size, source, start, bytes);
            default -> {
              target.put(0, source, start, bytes);
              yield bytes;
            }
          };
    } catch (ZstdException | DataFormatException | IOException e) {
      throw at.damaged(name(codec) + " data is corrupt (" + e.getMessage() + ")", e);
    } finally {
      source.clear();
      target.clear();
    }
    if (written != size) {
      throw at.damaged(name(codec) + " data gave " + written + " bytes instead of " + size);
    }
  }

  int crc(ByteBuffer source, int start, int bytes) {
    crc.reset();
    crc.update(source.limit(start + bytes).position(start));
    source.clear();
    return (int) crc.getValue();
  }

  @Override
  public void close() {
    if (zstd != null) {
      zstd.close();
      zstd = null;
    }
    if (inflater != null) {
      inflater.end();
      inflater = null;
    }
  }

  private ZstdDecompressCtx zstd() {
    if (zstd == null) {
      zstd = new ZstdDecompressCtx();
    }
    return zstd;
  }

  private static long snappySize(ByteBuffer source, int start, int bytes, PageLocation at) {
    long size = 0;
    for (int i = 0; i < Math.min(5, bytes); i++) {
      byte b = source.get(start + i);
      size |= (b & 0x7fL) << (7 * i);
      if (b >= 0) {
        return size;
      }
    }
    throw at.damaged("SNAPPY data has no length");
  }

  private static int snappy(ByteBuffer source, int start, int bytes, ByteBuffer target)
      throws IOException {
    source.limit(start + bytes).position(start);
    return Snappy.uncompress(source, target);
  }

  private int gunzip(
      ByteBuffer source, int start, int bytes, ByteBuffer target, int size, PageLocation at)
      throws DataFormatException {
    if (inflater == null) {
      inflater = new Inflater(true);
    }
    int end = start + bytes;
    int next = start;
    int written = 0;
    do {
      inflater.reset();
      source.limit(end).position(gzipBody(source, next, end, at));
      inflater.setInput(source);
      target.limit(size + 1).position(written);
      while (!inflater.finished()) {
        if (inflater.inflate(target) == 0 && !inflater.finished()) {
          throw at.damaged("GZIP data ends early or is longer than its page");
        }
      }
      int member = target.position() - written;
      next = source.position();
      target.clear();
      if (end - next < GZIP_TRAILER_BYTES
          || source.getInt(next) != crc(target, written, member)
          || source.getInt(next + 4) != member) {
        throw at.damaged("GZIP data has a false checksum or length");
      }
      written += member;
      next += GZIP_TRAILER_BYTES;
    } while (next < end);
    return written;
  }

  /// @return where the deflate stream starts
  private static int gzipBody(ByteBuffer source, int start, int end, PageLocation at) {
    if (end - start < GZIP_HEADER_BYTES + GZIP_TRAILER_BYTES
        || source.getShort(start) != (short) 0x8b1f
        || source.get(start + 2) != 8) {
      throw at.damaged("the page is not GZIP data");
    }
    int flags = source.get(start + 3);
    int next = start + GZIP_HEADER_BYTES;
    if ((flags & GZIP_EXTRA) != 0) {
      next += 2 + (source.getShort(next) & 0xffff);
    }
    for (int text = 0; text < Integer.bitCount(flags & (GZIP_NAME | GZIP_COMMENT)); text++) {
      while (next < end && source.get(next) != 0) {
        next++;
      }
      next++;
    }
    next += (flags & GZIP_CRC) != 0 ? 2 : 0;
    if (next >= end) {
      throw at.damaged("the GZIP header ends early");
    }
    return next;
  }
}
