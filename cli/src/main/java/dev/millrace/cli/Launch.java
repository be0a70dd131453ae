package dev.millrace.cli;

import dev.millrace.engine.model.JvmLimits;
import dev.millrace.engine.units.DataSize;
import java.util.Optional;
import java.util.Properties;

/// What the launcher decided before this process started, from its system properties; empty where
/// the process was started without it.
///
/// @param memory the budget that the limits were derived from
/// @param columns width of the terminal
record Launch(
    Optional<DataSize> memory,
    Optional<Integer> cores,
    JvmLimits limits,
    boolean outTerminal,
    boolean errTerminal,
    int columns) {

  static Launch of(Properties properties, long maxHeapBytes) {
    long heap = size(properties, "millrace.heap").map(DataSize::bytes).orElse(maxHeapBytes);
    long pool = size(properties, "millrace.native").map(DataSize::bytes).orElse(maxHeapBytes / 4);
    String terminals = properties.getProperty("millrace.tty", "");
    return new Launch(
        size(properties, "millrace.memory"),
        Optional.ofNullable(properties.getProperty("millrace.cores")).map(Integer::valueOf),
        new JvmLimits(heap, pool),
        terminals.contains("out"),
        terminals.contains("err"),
        Integer.parseInt(properties.getProperty("millrace.columns", "80")));
  }

  private static Optional<DataSize> size(Properties properties, String name) {
    return Optional.ofNullable(properties.getProperty(name)).map(DataSize::parse);
  }
}
