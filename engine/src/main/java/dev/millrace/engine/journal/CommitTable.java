package dev.millrace.engine.journal;

import java.util.Arrays;

/// The committed chunks of one phase, ordered by their first item, in flat arrays: 10^6 chunks take
/// 50 MB at the most. Not thread-safe.
public final class CommitTable {
  private static final int LONGS = 5;
  private static final int INTS = 3;

  private final int phase;
  private long[] longs = new long[16 * LONGS];
  private int[] ints = new int[16 * INTS];
  private int size;
  private long overlappingItems;

  public CommitTable(int phase) {
    this.phase = phase;
  }

  public int size() {
    return size;
  }

  public Commit get(int i) {
    int l = i * LONGS;
    int n = i * INTS;
    return new Commit(
        phase,
        ints[n],
        longs[l],
        longs[l + 1],
        longs[l + 2],
        longs[l + 3],
        longs[l + 4],
        ints[n + 1],
        ints[n + 2]);
  }

  public long first(int i) {
    return longs[i * LONGS];
  }

  public long end(int i) {
    return longs[i * LONGS + 1];
  }

  /// Items that were committed more than once; the first commit stands.
  public long overlappingItems() {
    return overlappingItems;
  }

  /// Adds a chunk, keeping the order; nearly always at the end.
  public void add(Commit commit) {
    int at = indexFrom(commit.first());
    boolean overlaps =
        (at < size && first(at) < commit.end()) || (at > 0 && end(at - 1) > commit.first());
    if (overlaps) {
      overlappingItems += commit.end() - commit.first();
      return;
    }
    if (size * LONGS == longs.length) {
      longs = Arrays.copyOf(longs, longs.length * 2);
      ints = Arrays.copyOf(ints, ints.length * 2);
    }
    System.arraycopy(longs, at * LONGS, longs, (at + 1) * LONGS, (size - at) * LONGS);
    System.arraycopy(ints, at * INTS, ints, (at + 1) * INTS, (size - at) * INTS);
    int l = at * LONGS;
    longs[l] = commit.first();
    longs[l + 1] = commit.end();
    longs[l + 2] = commit.offset();
    longs[l + 3] = commit.recordBytes();
    longs[l + 4] = commit.stateBytes();
    int n = at * INTS;
    ints[n] = commit.log();
    ints[n + 1] = commit.tailBytes();
    ints[n + 2] = commit.crc();
    size++;
  }

  /// Index of the first chunk that starts at `item` or later.
  public int indexFrom(long item) {
    if (size == 0 || first(size - 1) < item) {
      return size;
    }
    int low = 0;
    int high = size - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (first(middle) < item) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// One past the last item of the run of chunks that starts at item 0 without a gap.
  public long prefixEnd() {
    long end = 0;
    for (int i = 0; i < size && first(i) == end; i++) {
      end = end(i);
    }
    return end;
  }
}
