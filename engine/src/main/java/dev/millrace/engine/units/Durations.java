package dev.millrace.engine.units;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads and prints durations the way people type them: `90s`, `1.5h`, `2h30m`, `250ms`.
public final class Durations {
  private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h|d)?");

  private Durations() {}

  /// @throws IllegalArgumentException when the text is not a duration
  public static Duration parse(String text) {
    String rest = text.trim().toLowerCase(Locale.ROOT);
    Matcher matcher = PART.matcher(rest);
    double nanos = 0;
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      nanos += Double.parseDouble(matcher.group(1)) * unitNanos(matcher.group(2));
      end = matcher.end();
    }
    if (rest.isEmpty() || end != rest.length()) {
      throw new IllegalArgumentException(
          "not a duration: \"" + text + "\"; write 90s, 15m, 2h or 2h30m");
    }
    return Duration.ofNanos((long) nanos);
  }

  private static double unitNanos(@org.jspecify.annotations.Nullable String unit) {
    return switch (unit) {
      case "ms" -> 1e6;
      case "m" -> 60e9;
      case "h" -> 3600e9;
      case "d" -> 86400e9;
      case null, default -> 1e9;
    };
  }

  /// For people: `0.42 s`, `12.3 s`, `4 min 10 s`, `2 h 05 min`.
  public static String text(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    if (seconds < 1) {
      return String.format(Locale.ROOT, "%.2f s", seconds);
    }
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }
}
