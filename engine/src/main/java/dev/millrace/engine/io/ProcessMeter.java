package dev.millrace.engine.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads what the operating system says of this process: memory, CPU, input and output. Values that
/// the system does not offer are -1.
public final class ProcessMeter {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path IO = Path.of("/proc/self/io");

  private ProcessMeter() {}

  /// One reading.
  ///
  /// @param rssBytes resident memory now
  /// @param peakRssBytes the most it ever was (VmHWM)
  /// @param readBytes bytes that read calls returned, from disk or cache
  /// @param writtenBytes bytes handed to write calls
  /// @param cpuNanos CPU time of the whole process
  public record Reading(
      long rssBytes, long peakRssBytes, long readBytes, long writtenBytes, long cpuNanos) {}

  public static Reading read() {
    String status = text(STATUS);
    String io = text(IO);
    return new Reading(
        kib(status, "VmRSS:"),
        kib(status, "VmHWM:"),
        number(io, "rchar:"),
        number(io, "wchar:"),
        cpuNanos());
  }

  public static long cpuNanos() {
    return java.lang.management.ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : -1;
  }

  public static long peakRssBytes() {
    return kib(text(STATUS), "VmHWM:");
  }

  private static long kib(String text, String field) {
    long value = number(text, field);
    return value < 0 ? -1 : value << 10;
  }

  private static long number(String text, String field) {
    int at = text.indexOf(field);
    if (at < 0) {
      return -1;
    }
    long value = -1;
    for (int i = at + field.length(); i < text.length() && text.charAt(i) != '\n'; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        value = Math.max(value, 0) * 10 + (c - '0');
      }
    }
    return value;
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException absent) {
      return "";
    }
  }
}
