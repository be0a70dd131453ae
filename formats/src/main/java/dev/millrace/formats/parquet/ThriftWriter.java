package dev.millrace.formats.parquet;

import java.nio.charset.StandardCharsets;

/// Writes structs of the Thrift compact protocol, as Parquet's page headers and footer use it.
/// Source: the protocol's specification, `thrift-compact-protocol.md`.
final class ThriftWriter {
  static final int I32 = 5;
  static final int BINARY = 8;
  static final int STRUCT = 12;

  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int BYTE = 3;
  private static final int I64 = 6;
  private static final int LIST = 9;
  private static final int DEEPEST = 16;

  private final ParquetWriterStream stream;
  private final int[] lastFields = new int[DEEPEST];
  private int depth;

  ThriftWriter(ParquetWriterStream stream) {
    this.stream = stream;
  }

  /// Opens a struct that is the top one or an element of a list.
  void begin() {
    lastFields[++depth] = 0;
  }

  void begin(int field) {
    header(field, STRUCT);
    begin();
  }

  void end() {
    stream.put(0);
    depth--;
  }

  void i8(int field, int value) {
    header(field, BYTE);
    stream.put(value);
  }

  void i32(int field, int value) {
    header(field, I32);
    element(value);
  }

  void i64(int field, long value) {
    header(field, I64);
    element(value);
  }

  void bool(int field, boolean value) {
    header(field, value ? TRUE : FALSE);
  }

  void text(int field, String value) {
    header(field, BINARY);
    element(value);
  }

  void list(int field, int size, int elementType) {
    header(field, LIST);
    if (size < 15) {
      stream.put(size << 4 | elementType);
    } else {
      stream.put(15 << 4 | elementType);
      varint(size);
    }
  }

  /// An integer in a list.
  void element(long value) {
    varint(value << 1 ^ value >> 63);
  }

  /// A text in a list.
  void element(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    varint(bytes.length);
    stream.put(bytes);
  }

  private void header(int field, int type) {
    int step = field - lastFields[depth];
    if (step > 0 && step < 16) {
      stream.put(step << 4 | type);
    } else {
      stream.put(type);
      element(field);
    }
    lastFields[depth] = field;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      stream.put((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    stream.put((int) rest);
  }
}
