package dev.millrace.engine.exec;

import dev.millrace.engine.io.DiskMeter;
import dev.millrace.engine.io.DurableFile;
import dev.millrace.engine.io.PartLog;
import dev.millrace.engine.journal.RecordCodec;
import dev.millrace.engine.journal.RecordInput;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sorts where records lie by (key, item, offset) in bounded memory: full buffers are sorted and
/// spilled as runs, runs are merged at most 32 at a time. One thread.
final class KeySort implements AutoCloseable {
  private static final int MERGE_WIDTH = 32;
  private static final int ENTRY_OVERHEAD_BYTES = 88;
  private static final int RUN_WINDOW_BYTES = 16 << 10;
  private static final RecordCodec<Entry> CODEC = RecordCodec.of(Entry.class);

  /// @param offset where the record's frame starts in its log
  record Entry(String key, long item, int log, long offset) {}

  static final Comparator<Entry> ORDER =
      Comparator.comparing(Entry::key)
          .thenComparingLong(Entry::item)
          .thenComparingLong(Entry::offset);

  private record Run(Path path, long count) {}

  private final Path folder;
  private final DiskMeter disk;
  private final long bufferBytes;
  private final List<Run> runs = new ArrayList<>();
  private final List<Entry> buffer = new ArrayList<>();
  private long bufferedBytes;
  private int nextRun;

  /// @param bufferBytes heap that the entries may take
  KeySort(Path folder, DiskMeter disk, long bufferBytes) {
    this.folder = folder;
    this.disk = disk;
    this.bufferBytes = bufferBytes;
  }

  static long mergeHeapBytes() {
    return (long) MERGE_WIDTH * RUN_WINDOW_BYTES + PartWriter.heapBytes();
  }

  void add(Entry entry) {
    buffer.add(entry);
    bufferedBytes += ENTRY_OVERHEAD_BYTES + entry.key().length();
    if (bufferedBytes > bufferBytes) {
      spill();
    }
  }

  private void spill() {
    buffer.sort(ORDER);
    try (RunWriter writer = new RunWriter(nextPath())) {
      buffer.forEach(writer::add);
      runs.add(writer.done());
    }
    buffer.clear();
    bufferedBytes = 0;
  }

  void forEachSorted(Consumer<Entry> consumer) {
    if (runs.isEmpty()) {
      buffer.sort(ORDER);
      buffer.forEach(consumer);
      return;
    }
    if (!buffer.isEmpty()) {
      spill();
    }
    while (runs.size() > MERGE_WIDTH) {
      List<Run> oldest = List.copyOf(runs.subList(0, MERGE_WIDTH));
      try (RunWriter writer = new RunWriter(nextPath())) {
        merge(oldest, writer::add);
        runs.subList(0, MERGE_WIDTH).clear();
        runs.add(writer.done());
      }
    }
    merge(runs, consumer);
  }

  private static void merge(List<Run> runs, Consumer<Entry> consumer) {
    PriorityQueue<RunReader> heads =
        new PriorityQueue<>((a, b) -> ORDER.compare(a.head(), b.head()));
    for (Run run : runs) {
      RunReader reader = new RunReader(run);
      if (reader.next()) {
        heads.add(reader);
      }
    }
    for (RunReader least = heads.poll(); least != null; least = heads.poll()) {
      consumer.accept(least.head());
      if (least.next()) {
        heads.add(least);
      }
    }
  }

  private Path nextPath() {
    return folder.resolve("sort-" + nextRun++);
  }

  @Override
  public void close() {
    buffer.clear();
    runs.clear();
  }

  private final class RunWriter implements AutoCloseable {
    private final Path path;
    private final PartLog log;
    private final PartWriter writer;
    private long count;

    RunWriter(Path path) {
      this.path = path;
      this.log = PartLog.open(path, 0, disk);
      this.writer = new PartWriter(log);
      writer.beginChunk();
    }

    void add(Entry entry) {
      CODEC.write(entry, writer);
      count++;
    }

    Run done() {
      writer.endChunk();
      log.flush();
      return new Run(path, count);
    }

    @Override
    public void close() {
      log.close();
    }
  }

  private static final class RunReader extends RecordInput {
    private final DurableFile file;
    private long left;
    private long position;
    private @Nullable Entry head;

    RunReader(Run run) {
      super(new byte[RUN_WINDOW_BYTES]);
      this.file = DurableFile.open(run.path());
      this.left = run.count();
    }

    boolean next() {
      if (left-- == 0) {
        file.close();
        return false;
      }
      head = CODEC.read(this);
      return true;
    }

    Entry head() {
      if (head == null) {
        throw new IllegalStateException("head before next");
      }
      return head;
    }

    @Override
    protected void fill(int bytes) {
      int rest = limit - at;
      System.arraycopy(window, at, window, 0, rest);
      ByteBuffer room = ByteBuffer.wrap(window, rest, window.length - rest);
      file.read(position, room);
      position += room.position() - rest;
      at = 0;
      limit = room.position();
      if (limit < bytes) {
        throw new IllegalStateException("a sort run ends early");
      }
    }
  }
}
