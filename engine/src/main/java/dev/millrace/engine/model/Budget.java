package dev.millrace.engine.model;

import dev.millrace.engine.units.DataSize;
import java.time.Duration;
import java.util.Optional;

/// What a run may use.
///
/// @param cores workers, and a bound for every helper thread of the process
/// @param memory the promise: for a process that the launcher starts, its peak resident memory; for
///   an engine inside another program, the bytes it reserves
/// @param disk bound for parts and products together
/// @param deadline wall time from the start
/// @param cpuShare the part of the cores' time that may be used, above 0 and at most 1
public record Budget(
    int cores,
    DataSize memory,
    Optional<DataSize> disk,
    Optional<Duration> deadline,
    double cpuShare) {

  public Budget {
    if (cores < 1) {
      throw new IllegalArgumentException("cores: " + cores + "; at least 1");
    }
    if (!(cpuShare > 0 && cpuShare <= 1)) {
      throw new IllegalArgumentException("cpu share: " + cpuShare + "; above 0 and at most 1");
    }
  }

  public static Budget of(int cores, DataSize memory) {
    return new Budget(cores, memory, Optional.empty(), Optional.empty(), 1);
  }

  public Budget within(Duration deadlineFromStart) {
    return new Budget(cores, memory, disk, Optional.of(deadlineFromStart), cpuShare);
  }

  public Budget onDisk(DataSize bound) {
    return new Budget(cores, memory, Optional.of(bound), deadline, cpuShare);
  }

  public Budget sharing(double share) {
    return new Budget(cores, memory, disk, deadline, share);
  }
}
