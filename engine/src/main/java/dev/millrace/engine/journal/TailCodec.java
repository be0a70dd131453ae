package dev.millrace.engine.journal;

import dev.millrace.engine.io.FileIdentity;
import dev.millrace.engine.journal.ChunkTail.ChunkCost;
import dev.millrace.engine.journal.ChunkTail.Fault;
import dev.millrace.engine.journal.ChunkTail.StageCost;
import java.util.ArrayList;
import java.util.List;

/// Writes and reads a [ChunkTail]. Every chunk has one, so it is spelled out instead of left to
/// [RecordCodec]; the failed items come first, for readers that need nothing else.
public final class TailCodec {
  private TailCodec() {}

  public static void write(ChunkTail tail, RecordOutput out) {
    faults(tail.failed(), out);
    faults(tail.degraded(), out);
    out.putLong(tail.rejected());
    faults(tail.deadLetters(), out);
    cost(tail.cost(), out);
    out.putInt(tail.costs().size());
    for (StageCost cost : tail.costs()) {
      out.putString(cost.name());
      out.putLong(cost.calls());
      out.putLong(cost.wallNanos());
      out.putLong(cost.cpuNanos());
      out.putLong(cost.bytesIn());
      out.putLong(cost.bytesOut());
    }
    out.putInt(tail.inputs().size());
    for (FileIdentity input : tail.inputs()) {
      input(input, out);
    }
  }

  private static void faults(List<Fault> faults, RecordOutput out) {
    out.putInt(faults.size());
    for (Fault fault : faults) {
      out.putLong(fault.item());
      out.putString(fault.stage());
      out.putString(fault.code());
      out.putString(fault.message());
    }
  }

  private static void cost(ChunkCost cost, RecordOutput out) {
    out.putLong(cost.startNanos());
    out.putLong(cost.wallNanos());
    out.putLong(cost.cpuNanos());
    out.putLong(cost.waitMemoryNanos());
    out.putLong(cost.waitInputNanos());
    out.putLong(cost.bytesIn());
    out.putLong(cost.bytesOut());
    out.putLong(cost.reservedBytes());
    out.putInt(cost.retries());
    out.putInt(cost.worker());
  }

  private static void input(FileIdentity input, RecordOutput out) {
    out.putString(input.key());
    out.putLong(input.sizeBytes());
    out.putLong(input.modifiedNanos());
    out.putLong(input.inode());
    out.putInt(input.crc());
    out.putInt(input.spans().length);
    long expected = 0;
    for (int i = 0; i < input.spans().length; i += 2) {
      varint(zigzag(input.spans()[i] - expected), out);
      varint(input.spans()[i + 1], out);
      expected = input.spans()[i] + input.spans()[i + 1];
    }
  }

  public static ChunkTail read(RecordInput in) {
    return new ChunkTail(
        failed(in), faults(in), in.getLong(), faults(in), cost(in), costs(in), inputs(in));
  }

  /// The failed items alone, from the start of a tail.
  public static List<Fault> failed(RecordInput in) {
    return faults(in);
  }

  private static List<Fault> faults(RecordInput in) {
    int n = in.getInt();
    if (n == 0) {
      return List.of();
    }
    List<Fault> faults = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      faults.add(new Fault(in.getLong(), in.getString(), in.getString(), in.getString()));
    }
    return faults;
  }

  private static ChunkCost cost(RecordInput in) {
    return new ChunkCost(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.getInt());
  }

  private static List<StageCost> costs(RecordInput in) {
    int n = in.getInt();
    List<StageCost> costs = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      costs.add(
          new StageCost(
              in.getString(),
              in.getLong(),
              in.getLong(),
              in.getLong(),
              in.getLong(),
              in.getLong()));
    }
    return costs;
  }

  private static List<FileIdentity> inputs(RecordInput in) {
    int n = in.getInt();
    List<FileIdentity> inputs = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      String key = in.getString();
      long sizeBytes = in.getLong();
      long modifiedNanos = in.getLong();
      long inode = in.getLong();
      int crc = in.getInt();
      long[] spans = new long[in.getInt()];
      long expected = 0;
      for (int k = 0; k < spans.length; k += 2) {
        spans[k] = expected + unzigzag(varint(in));
        spans[k + 1] = varint(in);
        expected = spans[k] + spans[k + 1];
      }
      inputs.add(new FileIdentity(key, sizeBytes, modifiedNanos, inode, spans, crc));
    }
    return inputs;
  }

  private static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  private static long unzigzag(long value) {
    return (value >>> 1) ^ -(value & 1);
  }

  private static void varint(long value, RecordOutput out) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.putByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.putByte((int) rest);
  }

  private static long varint(RecordInput in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.getByte();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
