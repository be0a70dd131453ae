package dev.millrace.formats.parquet;

import dev.millrace.engine.memory.Scratch;
import java.util.Arrays;

/// The dictionary of a chunk of numbers given as 64-bit keys, in order of first appearance: open
/// addressing over a table twice the size of the chunk.
final class ParquetWriterKeys {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final Scratch scratch;
  private int[] codes = new int[0];
  private long[] distinctKeys = new long[0];

  ParquetWriterKeys(Scratch scratch) {
    this.scratch = scratch;
  }

  /// The number of distinct keys, or -1 when there are more than `limit`.
  int build(long[] keys, int count, int limit) {
    int bits = Math.max(4, Integer.SIZE - Integer.numberOfLeadingZeros(count) + 1);
    int[] table = scratch.ints("parquetWriter.table", 1 << bits);
    codes = scratch.ints("parquetWriter.rowCodes", count);
    distinctKeys = scratch.longs("parquetWriter.distinct", Math.max(1, limit));
    Arrays.fill(table, 0, 1 << bits, -1);
    int mask = (1 << bits) - 1;
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      long key = keys[i];
      int slot = (int) ((key * MULTIPLIER) >>> (Long.SIZE - bits));
      while (table[slot] >= 0 && distinctKeys[table[slot]] != key) {
        slot = (slot + 1) & mask;
      }
      if (table[slot] < 0) {
        if (distinct == limit) {
          return -1;
        }
        distinctKeys[distinct] = key;
        table[slot] = distinct++;
      }
      codes[i] = table[slot];
    }
    return distinct;
  }

  /// The code of each key of the chunk.
  int[] codes() {
    return codes;
  }

  /// Keys by code.
  long[] distinctKeys() {
    return distinctKeys;
  }
}
