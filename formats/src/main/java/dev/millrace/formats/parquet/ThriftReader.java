package dev.millrace.formats.parquet;

import java.nio.charset.StandardCharsets;

/// A pull parser of the Thrift compact protocol over a small window of a file: no object per field,
/// no buffer larger than the window, whatever the footer's size.
///
/// A struct is read as `beginStruct(); while (nextField()) switch (fieldId()) {... default ->
/// skip(); }`: every field must be read by one typed call or skipped. Thread-confined.
final class ThriftReader {
  static final int TRUE = 1;
  static final int FALSE = 2;
  static final int BYTE = 3;
  static final int I16 = 4;
  static final int I32 = 5;
  static final int I64 = 6;
  static final int DOUBLE = 7;
  static final int BINARY = 8;
  static final int LIST = 9;
  static final int SET = 10;
  static final int MAP = 11;
  static final int STRUCT = 12;

  private static final int MAX_DEPTH = 24;

  /// Supplies bytes to the window.
  interface Source {
    /// Copies bytes from `position` on into `window`, from its start: at least one, unless
    /// `position` is the end.
    ///
    /// @return how many
    int fill(long position, byte[] window);
  }

  private final Source source;
  private final PageDamage damage;
  private final byte[] window;
  private final int[] outerFields = new int[MAX_DEPTH];
  private long windowPosition;
  private long end;
  private int next;
  private int limit;
  private int depth;
  private int fieldId;
  private int fieldType;

  ThriftReader(Source source, PageDamage damage, byte[] window) {
    this.source = source;
    this.damage = damage;
    this.window = window;
  }

  /// Starts over at a position; nothing at or after `end` belongs to the message.
  void start(long position, long end) {
    this.windowPosition = position;
    this.end = end;
    this.next = 0;
    this.limit = 0;
    this.depth = 0;
    this.fieldId = 0;
    this.fieldType = 0;
  }

  /// @return the position in the file of the next byte
  long position() {
    return windowPosition + next;
  }

  /// @return bytes left before the end of the message
  long remaining() {
    return end - position();
  }

  void beginStruct() {
    if (depth == MAX_DEPTH) {
      throw damage.damaged("metadata nested deeper than " + MAX_DEPTH + " at byte " + position());
    }
    outerFields[depth++] = fieldId;
    fieldId = 0;
  }

  /// @return whether the struct has another field; at its end the enclosing struct is current again
  boolean nextField() {
    int header = readByte();
    if (header == 0) {
      fieldId = outerFields[--depth];
      return false;
    }
    int delta = header >>> 4;
    fieldType = header & 15;
    fieldId = delta == 0 ? (int) zigzag() : fieldId + delta;
    return true;
  }

  int fieldId() {
    return fieldId;
  }

  int fieldType() {
    return fieldType;
  }

  boolean bool() {
    if (fieldType != TRUE && fieldType != FALSE) {
      throw wrongType("a boolean");
    }
    return fieldType == TRUE;
  }

  int i8() {
    require(BYTE, "a byte");
    return (byte) readByte();
  }

  int i32() {
    if (fieldType != I32 && fieldType != I16) {
      throw wrongType("a 32-bit integer");
    }
    return i32Element();
  }

  /// An element of a list of 32-bit integers.
  int i32Element() {
    long value = zigzag();
    if (value != (int) value) {
      throw damage.damaged(
          "metadata integer " + value + " does not fit 32 bits, at byte " + position());
    }
    return (int) value;
  }

  long i64() {
    require(I64, "a 64-bit integer");
    return zigzag();
  }

  void struct() {
    require(STRUCT, "a struct");
    beginStruct();
  }

  /// Enters a list whose elements need at least `elementBytes` each, which bounds what a caller may
  /// allocate.
  ///
  /// @return the number of elements
  int list(int elementType, int elementBytes) {
    require(LIST, "a list");
    int header = readByte();
    long size = (long) header >>> 4;
    if (size == 15) {
      size = varint();
    }
    if (size < 0 || size > remaining() / elementBytes) {
      throw damage.damaged(
          "metadata list of " + size + " elements does not fit, at byte " + position());
    }
    if (size > 0 && (header & 15) != elementType) {
      throw damage.damaged("metadata list of an unexpected type, at byte " + position());
    }
    return (int) size;
  }

  String string() {
    require(BINARY, "a string");
    return stringElement();
  }

  /// An element of a list of strings.
  String stringElement() {
    byte[] text = new byte[length()];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) readByte();
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  /// Reads over a string without making one.
  ///
  /// @return its [#hash(byte[])]
  int hashString() {
    require(BINARY, "a string");
    return hashElement();
  }

  int hashElement() {
    int hash = 0;
    for (int left = length(); left > 0; left--) {
      hash = 31 * hash + (byte) readByte();
    }
    return hash;
  }

  static int hash(byte[] utf8) {
    int hash = 0;
    for (byte b : utf8) {
      hash = 31 * hash + b;
    }
    return hash;
  }

  /// Skips the current field's value.
  void skip() {
    if (fieldType != TRUE && fieldType != FALSE) {
      skipElement(fieldType);
    }
  }

  private void skipElement(int type) {
    switch (type) {
      case TRUE, FALSE, BYTE -> readByte();
      case I16, I32, I64 -> varint();
      case DOUBLE -> advance(8);
      case BINARY -> advance(length());
      case LIST, SET -> skipList();
      case MAP -> skipMap();
      case STRUCT -> {
        beginStruct();
        while (nextField()) {
          skip();
        }
      }
      default ->
          throw damage.damaged("metadata type " + type + " does not exist, at byte " + position());
    }
  }

  private void skipList() {
    int header = readByte();
    long size = (long) header >>> 4;
    if (size == 15) {
      size = varint();
    }
    skipElements(size, header & 15, 0);
  }

  private void skipMap() {
    long size = varint();
    if (size != 0) {
      int types = readByte();
      skipElements(size, types >>> 4, types & 15);
    }
  }

  /// Every element is at least one byte long, so a false size ends at the end of the message.
  private void skipElements(long size, int type, int secondType) {
    if (size < 0 || size > remaining()) {
      throw damage.damaged(
          "metadata collection of " + size + " elements does not fit, at byte " + position());
    }
    if (++depth == MAX_DEPTH) {
      throw damage.damaged("metadata nested deeper than " + MAX_DEPTH + " at byte " + position());
    }
    for (long i = 0; i < size; i++) {
      skipElement(type);
      if (secondType != 0) {
        skipElement(secondType);
      }
    }
    depth--;
  }

  private int length() {
    long length = varint();
    if (length < 0 || length > remaining()) {
      throw damage.damaged(
          "metadata string of " + length + " bytes does not fit, at byte " + position());
    }
    return (int) length;
  }

  private void advance(int bytes) {
    if (bytes > remaining()) {
      throw endsEarly();
    }
    if (bytes <= limit - next) {
      next += bytes;
    } else {
      windowPosition = position() + bytes;
      next = 0;
      limit = 0;
    }
  }

  private long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = readByte();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw damage.damaged("metadata integer longer than 64 bits, at byte " + position());
  }

  private int readByte() {
    if (next == limit) {
      refill();
    }
    return window[next++] & 0xff;
  }

  private void refill() {
    windowPosition += next;
    next = 0;
    limit = 0;
    if (windowPosition < end) {
      limit = (int) Math.min(source.fill(windowPosition, window), end - windowPosition);
    }
    if (limit <= 0) {
      throw endsEarly();
    }
  }

  private void require(int type, String what) {
    if (fieldType != type) {
      throw wrongType(what);
    }
  }

  private RuntimeException wrongType(String expected) {
    return damage.damaged(
        "metadata field " + fieldId + " is not " + expected + ", at byte " + position());
  }

  private RuntimeException endsEarly() {
    return damage.damaged("metadata ends early, at byte " + position());
  }
}
