package dev.millrace.formats.hdf5;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// UTF-8 text of fixed length in bytes, or of variable length when that is 0.
final class TextType extends Hdf5Type<String[]> {
  private static final int ASCII = 0;
  private static final int UTF8 = 1;
  private static final int NULL_TERMINATED = 0;
  private static final int NULL_PADDED = 1;
  private static final int SPACE_PADDED = 2;
  private static final long VARIABLE = -1;

  private final int fixedBytes;
  private final int charset;
  private final int padding;

  private TextType(int fixedBytes, int charset, int padding) {
    this.fixedBytes = fixedBytes;
    this.charset = charset;
    this.padding = padding;
  }

  static TextType variable() {
    return new TextType(0, UTF8, NULL_TERMINATED);
  }

  static TextType fixed(int bytes) {
    return padded(bytes, UTF8);
  }

  static TextType ascii(int bytes) {
    return padded(bytes, ASCII);
  }

  private static TextType padded(int bytes, int charset) {
    if (bytes < 1 || bytes > Library.STAGING_BYTES) {
      throw new IllegalArgumentException(
          "text of " + bytes + " bytes, not of 1 to " + Library.STAGING_BYTES);
    }
    return new TextType(bytes, charset, NULL_PADDED);
  }

  static TextType stored(int fixedBytes, int charset, int padding) {
    return new TextType(fixedBytes, charset, padding);
  }

  @Override
  public String toString() {
    return isPlain() ? "text[" + fixedBytes + "]" : "text";
  }

  @Override
  long open(Call call) {
    long id = call.hold(H5.H5Tclose, H5.H5Tcopy, call.library.global("H5T_C_S1_g"));
    call.run(H5.H5Tset_size, id, isPlain() ? fixedBytes : VARIABLE);
    call.run(H5.H5Tset_cset, id, charset);
    call.run(H5.H5Tset_strpad, id, padding);
    return id;
  }

  @Override
  int bytes() {
    return isPlain() ? fixedBytes : Long.BYTES;
  }

  @Override
  boolean isPlain() {
    return fixedBytes > 0;
  }

  @Override
  int length(String[] values) {
    return values.length;
  }

  @Override
  String[] allocate(int length) {
    return new String[length];
  }

  @Override
  void toNative(Call call, String[] values, int from, int elements, MemorySegment target) {
    for (int i = 0; i < elements; i++) {
      String value = values[from + i];
      if (isPlain()) {
        put(call, value, target.asSlice((long) i * fixedBytes, fixedBytes));
      } else if (value.indexOf('\0') >= 0) {
        throw call.refused("hdf5.text", "text with a zero byte cannot be stored: " + shown(value));
      } else {
        target.set(JAVA_LONG, (long) i * Long.BYTES, call.text(value));
      }
    }
  }

  private void put(Call call, String value, MemorySegment slot) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > fixedBytes) {
      throw call.refused(
          "hdf5.text",
          "text of "
              + utf8.length
              + " bytes is longer than the "
              + fixedBytes
              + " that its type has: "
              + shown(value));
    }
    MemorySegment.copy(utf8, 0, slot, JAVA_BYTE, 0, utf8.length);
    slot.asSlice(utf8.length).fill((byte) 0);
  }

  private static String shown(String value) {
    return value.length() <= 40 ? value : value.substring(0, 40) + "...";
  }

  @Override
  void fromNative(MemorySegment source, String[] values, int from, int elements) {
    for (int i = 0; i < elements; i++) {
      values[from + i] =
          isPlain()
              ? take(source.asSlice((long) i * fixedBytes, fixedBytes))
              : Library.string(source.get(JAVA_LONG, (long) i * Long.BYTES));
    }
  }

  private String take(MemorySegment slot) {
    byte[] bytes = slot.toArray(JAVA_BYTE);
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    while (padding == SPACE_PADDED && end > 0 && bytes[end - 1] == ' ') {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  @Override
  boolean reads(Hdf5Type<?> stored) {
    return stored instanceof TextType;
  }

  @Override
  Hdf5Type<String[]> adaptedTo(Hdf5Type<?> stored) {
    return (TextType) stored;
  }
}
