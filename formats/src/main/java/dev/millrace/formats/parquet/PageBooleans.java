package dev.millrace.formats.parquet;

/// The present values of the loaded page of a BOOLEAN column: bits, or runs of them.
final class PageBooleans {
  private final PageReader page;
  private final RleDecoder runs;
  private final byte[] block;
  private boolean encoded;
  private int done;

  PageBooleans(PageReader page, byte[] block) {
    this.page = page;
    this.runs = new RleDecoder(page.at, "booleans");
    this.block = block;
  }

  /// Starts on the page just loaded.
  void start() {
    done = 0;
    int bytes = page.end - page.start;
    switch (page.header.encoding) {
      case PageHeader.PLAIN -> encoded = false;
      case PageHeader.RLE -> {
        encoded = true;
        int length = bytes >= Integer.BYTES ? page.values.getInt(page.start) : -1;
        if (length < 0 || length > bytes - Integer.BYTES) {
          throw page.at.damaged("runs of booleans do not fit the page of " + bytes + " bytes");
        }
        int start = page.start + Integer.BYTES;
        runs.start(page.values, start, start + length, 1, 1);
      }
      default ->
          throw page.at.unsupported(
              "encoding " + PageHeader.encodingName(page.header.encoding) + " of BOOLEAN values");
    }
  }

  void read(boolean[] values, int offset, int count) {
    if (encoded) {
      for (int i = 0; i < count; i += PageValues.BLOCK) {
        int n = Math.min(PageValues.BLOCK, count - i);
        runs.read(block, 0, n);
        for (int k = 0; k < n; k++) {
          values[offset + i + k] = block[k] != 0;
        }
      }
      return;
    }
    if (count > 8L * (page.end - page.start) - done) {
      throw page.at.damaged(
          "the page ends after " + 8L * (page.end - page.start) + " booleans and needs more");
    }
    for (int i = 0; i < count; i++, done++) {
      values[offset + i] = (page.values.get(page.start + (done >>> 3)) >>> (done & 7) & 1) != 0;
    }
  }
}
