package dev.millrace.engine.units;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An amount of memory or disk in bytes. Binary units: `k`, `m`, `g`, `t` are powers of 1024.
///
/// @param bytes not negative
public record DataSize(long bytes) implements Comparable<DataSize> {
  private static final Pattern TEXT =
      Pattern.compile(
          "\\s*([0-9]+(?:\\.[0-9]+)?)\\s*([kmgt]?)(?:i?b)?\\s*", Pattern.CASE_INSENSITIVE);
  private static final String UNITS = " kmgt";

  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is not negative: " + bytes);
    }
  }

  public static DataSize bytes(long bytes) {
    return new DataSize(bytes);
  }

  public static DataSize kibibytes(long kibibytes) {
    return new DataSize(Math.multiplyExact(kibibytes, 1L << 10));
  }

  public static DataSize mebibytes(long mebibytes) {
    return new DataSize(Math.multiplyExact(mebibytes, 1L << 20));
  }

  public static DataSize gibibytes(long gibibytes) {
    return new DataSize(Math.multiplyExact(gibibytes, 1L << 30));
  }

  /// Reads `192m`, `1.5 GiB`, `2g`, `1048576`.
  ///
  /// @throws IllegalArgumentException when the text is not a size
  public static DataSize parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a size: \"" + text + "\"; write 512m, 2g or 1.5g");
    }
    String unit = matcher.group(2).toLowerCase(Locale.ROOT);
    int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit);
    double bytes = Double.parseDouble(matcher.group(1)) * Math.pow(1024, power);
    if (bytes > (1L << 62)) {
      throw new IllegalArgumentException("a size of more than 4 EiB: \"" + text + "\"");
    }
    return new DataSize((long) bytes);
  }

  public DataSize plus(DataSize other) {
    return new DataSize(Math.addExact(bytes, other.bytes));
  }

  public DataSize times(double factor) {
    return new DataSize((long) (bytes * factor));
  }

  /// Whole mebibytes, rounded up: the form that options take.
  public long ceilMebibytes() {
    return (bytes + (1L << 20) - 1) >> 20;
  }

  @Override
  public int compareTo(DataSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /// For people: `1.9 GiB`, `192 MiB`, `17 B`.
  @Override
  public String toString() {
    double value = bytes;
    String unit = "B";
    for (String next : new String[] {"KiB", "MiB", "GiB", "TiB"}) {
      if (value < 1024) {
        break;
      }
      value /= 1024;
      unit = next;
    }
    boolean whole = value >= 100 || value == Math.rint(value);
    return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", value, unit);
  }
}
