package dev.millrace.cli;

import dev.millrace.engine.io.ProcessMeter;
import dev.millrace.engine.plan.Footprint;
import dev.millrace.engine.units.DataSize;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/// What this process takes before any data, and so what every budget pays first.
///
/// @param peakRssBytes most resident memory so far; -1 when the system does not say
/// @param baseBytes the same less what the heap ever held
/// @param smallest the smallest `--memory` that starts
record BaseFootprint(long peakRssBytes, long baseBytes, DataSize smallest) {

  static BaseFootprint measure(int cores) {
    long heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    long peak = ProcessMeter.peakRssBytes();
    return new BaseFootprint(
        peak, peak < 0 ? -1 : Math.max(0, peak - heap), Footprint.smallestStart(cores));
  }
}
