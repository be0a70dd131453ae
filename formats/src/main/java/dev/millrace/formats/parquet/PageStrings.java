package dev.millrace.formats.parquet;

import dev.millrace.engine.memory.Scratch;
import java.nio.ByteBuffer;

/// The present values of the loaded page of a BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY or INT96 column.
final class PageStrings {
  private final PageReader page;
  private final Scratch scratch;
  private final String slot;
  private final RleDecoder runs;
  private final DeltaDecoder delta;
  private final int[] block;

  private int encoding;
  private int next;
  private int done;

  /// Values in the page, where its encoding says.
  private int held;

  /// Lengths of the page's strings, or of their suffixes.
  private int[] lengths = {};

  /// How many bytes each string shares with the one before.
  private int[] prefixes = {};

  private byte[] previous = {};
  private int previousLength;

  /// The dictionary's [entry] start and length, and which dictionary it is.
  private int[] starts = {};

  private int startsId;

  PageStrings(PageReader page, Scratch scratch, String slot) {
    this.page = page;
    this.scratch = scratch;
    this.slot = slot;
    this.runs = new RleDecoder(page.at, "dictionary indices");
    this.delta = new DeltaDecoder(page.at);
    this.block = scratch.ints(slot + ".block", PageValues.BLOCK);
  }

  /// Starts on the page just loaded.
  void start() {
    encoding = page.header.encoding;
    next = page.start;
    done = 0;
    held = page.header.values;
    if (page.header.isDictionaryEncoded()) {
      PageValues.startIndices(page, runs);
    } else if (encoding == PageHeader.DELTA_LENGTH_BYTE_ARRAY && page.width == 0) {
      delta.start(page.values, next, page.end);
      readLengths();
    } else if (encoding == PageHeader.DELTA_BYTE_ARRAY) {
      startDelta();
    } else if (encoding == PageHeader.BYTE_STREAM_SPLIT && page.width > 0) {
      held = (page.end - page.start) / page.width;
    } else if (encoding != PageHeader.PLAIN) {
      throw page.at.unsupported(
          "encoding " + PageHeader.encodingName(encoding) + " of " + page.type + " values");
    }
  }

  void indices(short[] values, int offset, int count) {
    runs.read(values, offset, count);
  }

  void indices(int[] values, int offset, int count) {
    runs.read(values, offset, count);
  }

  void read(ColumnBytes values, int count) {
    if (page.header.isDictionaryEncoded()) {
      readIndexed(values, count);
    } else if (encoding == PageHeader.PLAIN) {
      for (int i = 0; i < count; i++) {
        int length = plainLength(page.values, next, page.end);
        values.add(page.values, next + prefixBytes(), length);
        next += prefixBytes() + length;
      }
    } else {
      if (count > held - done) {
        throw page.at.damaged("the page ends after " + held + " values and needs more");
      }
      for (int i = 0; i < count; i++) {
        readEncoded(values);
        done++;
      }
    }
  }

  /// The whole dictionary.
  void dictionary(ColumnBytes values) {
    findStarts();
    for (int i = 0; i < page.dictionarySize; i++) {
      addEntry(values, i);
    }
  }

  private void readIndexed(ColumnBytes values, int count) {
    findStarts();
    for (int i = 0; i < count; i += PageValues.BLOCK) {
      int n = Math.min(PageValues.BLOCK, count - i);
      runs.read(block, 0, n);
      for (int k = 0; k < n; k++) {
        addEntry(values, block[k]);
      }
    }
  }

  private void addEntry(ColumnBytes values, int entry) {
    int start = starts[entry];
    values.add(page.dictionary, start, starts[entry + 1] - start - prefixBytes());
  }

  /// `starts[i + 1] - prefix` is where entry i ends.
  private void findStarts() {
    if (startsId == page.dictionaryId) {
      return;
    }
    int size = page.dictionarySize;
    starts = starts.length <= size ? scratch.ints(slot + ".dictionaryStarts", size + 1) : starts;
    int at = prefixBytes();
    for (int i = 0; i < size; i++) {
      starts[i] = at;
      at += prefixBytes() + plainLength(page.dictionary, at - prefixBytes(), page.dictionaryBytes);
    }
    starts[size] = at;
    startsId = page.dictionaryId;
  }

  private int prefixBytes() {
    return page.width == 0 ? Integer.BYTES : 0;
  }

  private int plainLength(ByteBuffer source, int at, int end) {
    int left = end - at - prefixBytes();
    int length = page.width > 0 ? page.width : left >= 0 ? source.getInt(at) : 0;
    if (length < 0 || length > left) {
      throw page.at.damaged("a value of " + length + " bytes does not fit the " + left + " left");
    }
    return length;
  }

  private void startDelta() {
    delta.start(page.values, next, page.end);
    int count = checkedTotal();
    prefixes = prefixes.length < count ? scratch.ints(slot + ".prefixes", count) : prefixes;
    delta.read(prefixes, 0, count);
    delta.start(page.values, delta.end(), page.end);
    if (delta.total() != count) {
      throw page.at.damaged(
          "the page has " + count + " prefixes and " + delta.total() + " suffixes");
    }
    readLengths();
    previousLength = 0;
  }

  private void readLengths() {
    int count = checkedTotal();
    lengths = lengths.length < count ? scratch.ints(slot + ".lengths", count) : lengths;
    delta.read(lengths, 0, count);
    next = delta.end();
    held = count;
  }

  private int checkedTotal() {
    if (delta.total() > page.header.values) {
      throw page.at.damaged(
          "the delta data has " + delta.total() + " values, the page " + page.header.values);
    }
    return delta.total();
  }

  private void readEncoded(ColumnBytes values) {
    if (encoding == PageHeader.BYTE_STREAM_SPLIT) {
      readSplit(values);
      return;
    }
    int length = lengths[done];
    if (length < 0 || length > page.end - next) {
      throw page.at.damaged(
          "a value of " + length + " bytes does not fit the " + (page.end - next) + " left");
    }
    if (encoding == PageHeader.DELTA_LENGTH_BYTE_ARRAY) {
      values.add(page.values, next, length);
    } else {
      readSuffixed(values, prefixes[done], length);
    }
    next += length;
  }

  private void readSuffixed(ColumnBytes values, int prefix, int suffix) {
    if (prefix < 0
        || prefix > previousLength
        || (page.width > 0 && prefix + suffix != page.width)) {
      throw page.at.damaged("a value shares " + prefix + " bytes with one of " + previousLength);
    }
    int length = Math.addExact(prefix, suffix);
    growPrevious(length);
    page.values.get(next, previous, prefix, suffix);
    previousLength = length;
    values.add(previous, 0, length);
  }

  private void readSplit(ColumnBytes values) {
    growPrevious(page.width);
    for (int k = 0; k < page.width; k++) {
      previous[k] = page.values.get(page.start + k * held + done);
    }
    values.add(previous, 0, page.width);
  }

  private void growPrevious(int length) {
    if (length > previous.length) {
      byte[] old = previous;
      previous =
          scratch.bytes(slot + ".previous", (int) Math.min(2L * length, Integer.MAX_VALUE - 8));
      System.arraycopy(old, 0, previous, 0, previousLength);
    }
  }
}
