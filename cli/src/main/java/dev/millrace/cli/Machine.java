package dev.millrace.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What the operating system grants this process: memory and processors, of the machine and of its
/// control groups (version 1 and 2). Reads below a root, so that tests can bring their own.
///
/// @param memoryBytes physical memory; -1 when the system does not say
/// @param availableBytes what can be had without swapping; -1 when the system does not say
/// @param memoryLimitBytes the tightest memory limit of the control groups
/// @param processors those this process may run on
/// @param processorQuota the tightest CPU quota of the control groups, in processors
/// @param groups version of the control groups: `v1`, `v2`, `none`
record Machine(
    long memoryBytes,
    long availableBytes,
    OptionalLong memoryLimitBytes,
    int processors,
    Optional<Double> processorQuota,
    String groups) {

  /// A limit above this is none: version 1 writes the largest number of whole pages.
  private static final long NO_LIMIT = 1L << 60;

  static Machine read(Path root, int fallbackProcessors) {
    String memory = text(root.resolve("proc/meminfo"));
    String status = text(root.resolve("proc/self/status"));
    String membership = text(root.resolve("proc/self/cgroup"));
    Path mount = root.resolve("sys/fs/cgroup");
    boolean unified = Files.exists(mount.resolve("cgroup.controllers"));
    String groups = unified ? "v2" : Files.isDirectory(mount.resolve("memory")) ? "v1" : "none";
    return new Machine(
        kib(memory, "MemTotal:"),
        kib(memory, "MemAvailable:"),
        unified
            ? tightest(mount, path(membership, ""), "memory.max")
            : tightest(
                mount.resolve("memory"), path(membership, "memory"), "memory.limit_in_bytes"),
        processors(line(status, "Cpus_allowed_list:"), fallbackProcessors),
        unified ? quotaV2(mount, path(membership, "")) : quotaV1(mount, path(membership, "cpu")),
        groups);
  }

  /// The path of this process below the mount of a controller; the unified one has no name.
  private static String path(String membership, String controller) {
    for (String line : membership.split("\n", -1)) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && List.of(parts[1].split(",", -1)).contains(controller)) {
        return parts[2].replaceFirst("^/+", "");
      }
    }
    return "";
  }

  /// The smallest number in a file of that name from the group up to the mount.
  private static OptionalLong tightest(Path mount, String path, String file) {
    OptionalLong least = OptionalLong.empty();
    for (Path group = mount.resolve(path);
        group != null && group.startsWith(mount);
        group = group.getParent()) {
      long limit = number(text(group.resolve(file)).strip());
      if (limit > 0 && limit < NO_LIMIT) {
        least = OptionalLong.of(Math.min(limit, least.orElse(limit)));
      }
    }
    return least;
  }

  private static Optional<Double> quotaV2(Path mount, String path) {
    Optional<Double> least = Optional.empty();
    for (Path group = mount.resolve(path);
        group != null && group.startsWith(mount);
        group = group.getParent()) {
      String[] parts = text(group.resolve("cpu.max")).strip().split(" ", 2);
      least = least(least, number(parts[0]), parts.length > 1 ? number(parts[1]) : -1);
    }
    return least;
  }

  private static Optional<Double> quotaV1(Path root, String path) {
    Path mount =
        Files.isDirectory(root.resolve("cpu")) ? root.resolve("cpu") : root.resolve("cpu,cpuacct");
    Optional<Double> least = Optional.empty();
    for (Path group = mount.resolve(path);
        group != null && group.startsWith(mount);
        group = group.getParent()) {
      long quota = number(text(group.resolve("cpu.cfs_quota_us")).strip());
      least = least(least, quota, number(text(group.resolve("cpu.cfs_period_us")).strip()));
    }
    return least;
  }

  private static Optional<Double> least(Optional<Double> so, long quota, long period) {
    if (quota <= 0 || period <= 0) {
      return so;
    }
    double processors = (double) quota / period;
    return Optional.of(Math.min(processors, so.orElse(processors)));
  }

  /// Counts `0-3,8`.
  private static int processors(@Nullable String list, int fallback) {
    if (list == null || list.isBlank()) {
      return fallback;
    }
    int count = 0;
    for (String range : list.strip().split(",", -1)) {
      String[] ends = range.split("-", 2);
      count += (int) (number(ends[ends.length - 1]) - number(ends[0]) + 1);
    }
    return count;
  }

  private static long kib(String text, String field) {
    String line = line(text, field);
    return line == null ? -1 : number(line.strip().split(" ", 2)[0]) << 10;
  }

  private static @Nullable String line(String text, String field) {
    return text.lines()
        .filter(line -> line.startsWith(field))
        .map(line -> line.substring(field.length()))
        .findFirst()
        .orElse(null);
  }

  /// -1 for what is no number, such as `max`.
  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException _) {
      return "";
    }
  }
}
