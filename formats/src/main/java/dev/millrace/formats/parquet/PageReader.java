package dev.millrace.formats.parquet;

import dev.millrace.engine.memory.Scratch;
import java.nio.ByteBuffer;

/// Walks the pages of one column, row group after row group, holding one page and one dictionary.
///
/// [#next] reads headers only; [#load] decompresses. After it `values[start, end)` are the page's
/// values and `levels[levelsStart, levelsEnd)` its definition levels, both valid until the next
/// call. Uncompressed pages are not copied.
final class PageReader {
  private static final int HEADER_WINDOW_BYTES = 512;

  /// No page of n values of a fixed width is longer than 64 KiB + n (width + 8) bytes, in any
  /// encoding: a page that claims more is refused before memory is asked for.
  private static final int PAGE_OVERHEAD_BYTES = 64 << 10;

  private static final int VALUE_OVERHEAD_BYTES = 8;

  final PageHeader header = new PageHeader();
  final PageLocation at;
  ByteBuffer values;
  int start;
  int end;
  ByteBuffer levels;
  int levelsStart;
  int levelsEnd;

  /// Of the column being read.
  int column;

  ColumnType type = ColumnType.INT32;
  ColumnLogical logical = ColumnLogical.NONE;

  /// Definition levels exist in this column.
  boolean nullable;

  /// Bytes of one PLAIN value, 0 where they differ.
  int width;

  ByteBuffer dictionary;
  int dictionaryBytes;
  int dictionarySize;

  /// Changes with every dictionary; 0 before the first.
  int dictionaryId;

  private final Footer footer;
  private final PageCodec codecs;
  private final PageWindow window;
  private final ThriftReader in;
  private final Scratch scratch;
  private final String slot;
  private int rowGroup = -1;
  private int codec;
  private boolean hasDictionary;
  private long chunkRowsLeft;
  private long position;
  private ByteBuffer page;

  PageReader(Footer footer, PageCodec codecs, Scratch scratch, String slot) {
    this.footer = footer;
    this.codecs = codecs;
    this.scratch = scratch;
    this.slot = slot;
    this.at = new PageLocation(footer);
    this.window = new PageWindow(footer.file, scratch, slot + ".window");
    this.in =
        new ThriftReader(window::copy, at, scratch.bytes(slot + ".header", HEADER_WINDOW_BYTES));
    this.page = PageWindow.direct(scratch, slot + ".page", 0);
    this.dictionary = PageWindow.direct(scratch, slot + ".dictionary", 0);
    this.values = page;
    this.levels = page;
  }

  /// Goes to the start of a column.
  void enter(int newColumn) {
    column = newColumn;
    type = footer.type(column);
    logical = footer.logical(column);
    nullable = footer.nullable(column);
    width =
        type == ColumnType.FIXED_LEN_BYTE_ARRAY
            ? footer.column(column).fixedLength()
            : type.width();
    rowGroup = -1;
    chunkRowsLeft = 0;
    header.encoding = -1;
    at.enterColumn(column);
  }

  /// Goes to the next data page that has rows.
  ///
  /// @return false at the end of the column
  boolean next() {
    while (true) {
      if (chunkRowsLeft == 0) {
        if (rowGroup + 1 >= footer.rowGroups) {
          return false;
        }
        enterRowGroup(rowGroup + 1);
        continue;
      }
      readHeader();
      if (header.isData() && header.values > 0) {
        chunkRowsLeft -= header.values;
        return true;
      }
      if (header.type == PageHeader.DICTIONARY) {
        loadDictionary();
      }
      position += header.compressedBytes;
    }
  }

  /// Skips whole row groups.
  ///
  /// @return how many of `rows` they had
  long skipRowGroups(long rows) {
    long left = rows;
    if (chunkRowsLeft == 0) {
      while (rowGroup + 1 < footer.rowGroups && footer.groupRows[rowGroup + 1] <= left) {
        rowGroup++;
        left -= footer.groupRows[rowGroup];
      }
    }
    return rows - left;
  }

  /// Leaves the current page without decompressing it.
  void skipPage() {
    position += header.compressedBytes;
  }

  /// Decompresses the current page.
  void load() {
    int compressed = header.compressedBytes;
    int index = window.require(position, compressed);
    position += compressed;
    checkCrc(index);
    if (header.type == PageHeader.DATA_V2) {
      loadV2(index);
      return;
    }
    int size = header.uncompressedBytes;
    if (codec == PageCodec.UNCOMPRESSED) {
      if (size != compressed) {
        throw at.damaged("an uncompressed page has " + compressed + " bytes instead of " + size);
      }
      values = window.buffer();
      start = index;
    } else {
      decompress(index, compressed, size);
      values = page;
      start = 0;
    }
    end = start + size;
    levels = values;
    if (nullable) {
      splitLevels();
    }
  }

  private void enterRowGroup(int group) {
    int chunk = footer.chunk(group, column);
    rowGroup = group;
    codec = footer.chunkCodec[chunk];
    chunkRowsLeft = footer.groupRows[group];
    position = footer.chunkStart[chunk];
    hasDictionary = false;
    window.enter(position, position + footer.chunkBytes[chunk], footer.start);
    at.enterRowGroup(group, position);
    if (!PageCodec.isKnown(codec)) {
      throw at.unsupported(PageCodec.name(codec) + " compression");
    }
  }

  private void readHeader() {
    at.enterPage(position);
    in.start(position, footer.start);
    header.read(in, at);
    position = in.position();
    if (header.compressedBytes > window.left(position)) {
      throw at.damaged(
          "the page claims "
              + header.compressedBytes
              + " bytes, the file's data has "
              + window.left(position));
    }
    if (header.isData()) {
      checkData();
    }
  }

  private void checkData() {
    if (header.values > chunkRowsLeft) {
      throw at.damaged(
          "the page claims "
              + header.values
              + " rows, the row group has "
              + chunkRowsLeft
              + " left of "
              + footer.groupRows[rowGroup]);
    }
    checkPageSize();
    if (header.isDictionaryEncoded() && !hasDictionary) {
      throw at.damaged("the page needs a dictionary and there is none before it");
    }
    if (header.type == PageHeader.DATA && nullable && header.levelEncoding != PageHeader.RLE) {
      throw at.unsupported(
          "definition levels of encoding " + PageHeader.encodingName(header.levelEncoding));
    }
    if (header.type == PageHeader.DATA_V2
        && (header.levelBytes > header.compressedBytes
            || header.levelBytes > header.uncompressedBytes)) {
      throw at.damaged(
          "the page's levels claim " + header.levelBytes + " bytes, more than the page");
    }
  }

  private void checkPageSize() {
    long most = PAGE_OVERHEAD_BYTES + header.values * ((long) width + VALUE_OVERHEAD_BYTES);
    boolean fixed = type != ColumnType.BYTE_ARRAY;
    if (fixed && header.uncompressedBytes > most) {
      throw at.damaged(
          "the page claims "
              + header.uncompressedBytes
              + " bytes for "
              + header.values
              + " values");
    }
  }

  private void loadV2(int index) {
    int levelBytes = header.levelBytes;
    int bodyStart = index + levelBytes;
    int compressed = header.compressedBytes - levelBytes;
    int size = header.uncompressedBytes - levelBytes;
    levels = window.buffer();
    levelsStart = index;
    levelsEnd = bodyStart;
    if (nullable && levelBytes == 0) {
      throw at.damaged("the page of a nullable column has no definition levels");
    }
    if (!header.compressed || codec == PageCodec.UNCOMPRESSED) {
      if (size != compressed) {
        throw at.damaged(
            "an uncompressed page has " + compressed + " bytes of values instead of " + size);
      }
      values = window.buffer();
      start = bodyStart;
    } else {
      if (compressed > 0) {
        decompress(bodyStart, compressed, size);
      } else if (size > 0) {
        throw at.damaged("the page has no values and claims " + size + " bytes of them");
      }
      values = page;
      start = 0;
    }
    end = start + size;
  }

  private void splitLevels() {
    int bytes = end - start >= Integer.BYTES ? values.getInt(start) : -1;
    if (bytes < 0 || bytes > end - start - Integer.BYTES) {
      throw at.damaged("the definition levels do not fit the page of " + (end - start) + " bytes");
    }
    levelsStart = start + Integer.BYTES;
    levelsEnd = levelsStart + bytes;
    start = levelsEnd;
  }

  private void loadDictionary() {
    if (header.encoding != PageHeader.PLAIN && header.encoding != PageHeader.PLAIN_DICTIONARY) {
      throw at.unsupported("a dictionary of encoding " + PageHeader.encodingName(header.encoding));
    }
    if (hasDictionary) {
      throw at.damaged("the column has a second dictionary in one row group");
    }
    int size = header.uncompressedBytes;
    if (type == ColumnType.BOOLEAN
        || (width > 0 && (long) header.values * width != size)
        || (width == 0 && (long) header.values * Integer.BYTES > size)) {
      throw at.damaged(
          "a dictionary of " + header.values + " values cannot have " + size + " bytes");
    }
    int index = window.require(position, header.compressedBytes);
    checkCrc(index);
    codecs.checkSize(codec, window.buffer(), index, header.compressedBytes, size, at);
    dictionary = grown(dictionary, ".dictionary", size);
    codecs.decompress(codec, window.buffer(), index, header.compressedBytes, dictionary, size, at);
    dictionaryBytes = size;
    dictionarySize = header.values;
    dictionaryId++;
    hasDictionary = true;
  }

  private void decompress(int index, int compressed, int size) {
    codecs.checkSize(codec, window.buffer(), index, compressed, size, at);
    page = grown(page, ".page", size);
    codecs.decompress(codec, window.buffer(), index, compressed, page, size, at);
  }

  private ByteBuffer grown(ByteBuffer buffer, String name, int size) {
    return size + PageWindow.SLACK <= buffer.capacity()
        ? buffer
        : PageWindow.direct(scratch, slot + name, size);
  }

  private void checkCrc(int index) {
    if (header.hasCrc && codecs.crc(window.buffer(), index, header.compressedBytes) != header.crc) {
      throw at.damaged("the page's checksum is false");
    }
  }
}
