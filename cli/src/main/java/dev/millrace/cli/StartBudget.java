package dev.millrace.cli;

import dev.millrace.engine.units.DataSize;
import java.util.Optional;

/// What the launcher needs to know before it starts a process that works.
record StartBudget(Optional<DataSize> memory, Optional<Integer> cores) {
  StartBudget or(StartBudget other) {
    return new StartBudget(memory.or(other::memory), cores.or(other::cores));
  }

  /// For the launcher: mebibytes and cores, 0 for its own default.
  String line() {
    return memory.map(DataSize::ceilMebibytes).orElse(0L) + " " + cores.orElse(0);
  }
}
