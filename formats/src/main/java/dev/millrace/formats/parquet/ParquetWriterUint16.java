package dev.millrace.formats.parquet;

import dev.millrace.engine.memory.Scratch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The dictionary of a chunk of 16-bit numbers, by direct addressing: no hashing, ascending values.
final class ParquetWriterUint16 {
  private static final int VALUES = 1 << 16;
  private static final VarHandle EIGHT_MARKS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] marks;
  private final short[] codes;
  private final short[] sorted;

  ParquetWriterUint16(Scratch scratch) {
    marks = scratch.bytes("parquetWriter.marks", VALUES);
    codes = scratch.shorts("parquetWriter.codes", VALUES);
    sorted = scratch.shorts("parquetWriter.sorted", VALUES);
    Arrays.fill(marks, (byte) 0);
  }

  /// The number of distinct values; afterwards [#codes] is valid for all of them.
  int build(short[] values, int rows) {
    int low = VALUES - 1;
    int high = 0;
    for (int row = 0; row < rows; row++) {
      int value = values[row] & 0xffff;
      marks[value] = 1;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    int distinct = 0;
    for (int eight = low & -Long.BYTES; eight <= high; eight += Long.BYTES) {
      if ((long) EIGHT_MARKS.get(marks, eight) == 0) {
        continue;
      }
      for (int value = eight; value < eight + Long.BYTES; value++) {
        codes[value] = (short) distinct;
        sorted[distinct] = (short) value;
        distinct += marks[value];
        marks[value] = 0;
      }
    }
    return distinct;
  }

  /// Codes by unsigned value.
  short[] codes() {
    return codes;
  }

  void values(int distinct, ByteBuffer page) {
    for (int code = 0; code < distinct; code++) {
      page.putInt(sorted[code] & 0xffff);
    }
  }
}
