package dev.millrace.engine.model;

import dev.millrace.engine.errors.UsageException;
import dev.millrace.engine.model.OptionSet.Kind;
import dev.millrace.engine.units.DataSize;
import dev.millrace.engine.units.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// One value of an option between its type and its text.
final class OptionValue {
  private static final Map<Class<?>, Kind> KINDS =
      Map.ofEntries(
          Map.entry(int.class, Kind.WHOLE),
          Map.entry(Integer.class, Kind.WHOLE),
          Map.entry(long.class, Kind.WHOLE),
          Map.entry(Long.class, Kind.WHOLE),
          Map.entry(double.class, Kind.NUMBER),
          Map.entry(Double.class, Kind.NUMBER),
          Map.entry(boolean.class, Kind.SWITCH),
          Map.entry(Boolean.class, Kind.SWITCH),
          Map.entry(String.class, Kind.TEXT),
          Map.entry(DataSize.class, Kind.SIZE),
          Map.entry(Duration.class, Kind.TIME));
  private static final List<String> YES = List.of("true", "yes", "on");
  private static final List<String> NO = List.of("false", "no", "off");

  private OptionValue() {}

  /// Whether the type is a record of options and not itself a value.
  static boolean isNested(Class<?> type) {
    return type.isRecord() && type != DataSize.class;
  }

  static Kind kind(Class<?> type) {
    Kind kind = type.isEnum() ? Kind.CHOICE : KINDS.get(type);
    if (kind == null) {
      throw new IllegalArgumentException("no option has the type " + type.getName());
    }
    return kind;
  }

  static List<String> choices(Class<?> type) {
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants()).map(OptionValue::text).toList()
        : List.of();
  }

  /// @throws UsageException naming option, value and what is legal
  static Object parse(OptionSet.Entry entry, Class<?> type, String text) {
    try {
      return switch (entry.kind()) {
        case WHOLE -> whole(entry, type, text.strip());
        case NUMBER -> inRange(entry, number(entry, text.strip()));
        case SWITCH -> yes(text.strip().toLowerCase(Locale.ROOT));
        case TEXT -> text(text);
        case CHOICE -> choice(type, text.strip().toLowerCase(Locale.ROOT));
        case SIZE -> size(entry, DataSize.parse(text));
        case TIME -> time(entry, Durations.parse(text));
      };
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "option.value",
          entry.flag() + " " + shown(text) + ": must be " + entry.legal() + hint(entry, text),
          e);
    }
  }

  /// The text that parses to an equal value.
  static String text(Object value) {
    // Plain tests: a type switch would cost every start of the command line some milliseconds.
    if (value instanceof String string) {
      return string;
    }
    if (value instanceof Enum<?> constant) {
      return OptionSet.kebab(constant.name());
    }
    if (value instanceof Double number) {
      return text(number.doubleValue());
    }
    if (value instanceof DataSize size) {
      return text(size);
    }
    if (value instanceof Duration duration) {
      return text(duration);
    }
    if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
      return value.toString();
    }
    throw new IllegalArgumentException("no option has the type " + value.getClass());
  }

  static String legal(OptionSet.Entry entry) {
    String one =
        switch (entry.kind()) {
          case WHOLE -> range(entry, "a whole number") + unit(entry);
          case NUMBER -> range(entry, "a number") + unit(entry);
          case SWITCH -> "true or false";
          case TEXT -> entry.unit().isEmpty() ? "text" : "a " + entry.unit();
          case CHOICE -> "one of " + String.join(", ", entry.choices());
          case SIZE -> range(entry, "a size such as 512m or 2g");
          case TIME -> range(entry, "a duration such as 90s, 15m or 2h");
        };
    return entry.list() ? "a list separated by commas, each " + one : one;
  }

  private static String range(OptionSet.Entry entry, String any) {
    boolean below = entry.min() != Double.NEGATIVE_INFINITY;
    boolean above = entry.max() != Double.POSITIVE_INFINITY;
    if (!below && !above) {
      return any;
    }
    if (below && above) {
      String what = entry.kind() == Kind.NUMBER || entry.kind() == Kind.WHOLE ? "" : any + ", ";
      return what + bound(entry, entry.min()) + " to " + bound(entry, entry.max());
    }
    return any
        + (below
            ? ", at least " + bound(entry, entry.min())
            : ", at most " + bound(entry, entry.max()));
  }

  private static String bound(OptionSet.Entry entry, double value) {
    return switch (entry.kind()) {
      case SIZE -> text(DataSize.bytes((long) value));
      case TIME -> text(Duration.ofNanos((long) (value * 1e9)));
      default -> text(value);
    };
  }

  private static String unit(OptionSet.Entry entry) {
    return switch (entry.unit()) {
      case "" -> "";
      case "share" -> ", or a percentage such as 2%";
      default -> " " + entry.unit();
    };
  }

  private static Object whole(OptionSet.Entry entry, Class<?> type, String text) {
    BigDecimal exact = new BigDecimal(text);
    long value = exactly(exact);
    inRange(entry, value);
    if (type == long.class || type == Long.class) {
      return value;
    }
    if (value != (int) value) {
      throw new IllegalArgumentException("more than an int");
    }
    return (int) value;
  }

  private static long exactly(BigDecimal number) {
    try {
      return number.longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("not a whole number", e);
    }
  }

  private static double number(OptionSet.Entry entry, String text) {
    if (entry.unit().equals("share") && text.endsWith("%")) {
      return new BigDecimal(text.substring(0, text.length() - 1).strip())
          .movePointLeft(2)
          .doubleValue();
    }
    return new BigDecimal(text).doubleValue();
  }

  private static double inRange(OptionSet.Entry entry, double value) {
    if (!Double.isFinite(value) || value < entry.min() || value > entry.max()) {
      throw new IllegalArgumentException("out of range");
    }
    return value;
  }

  private static boolean yes(String text) {
    if (YES.contains(text) || NO.contains(text)) {
      return YES.contains(text);
    }
    throw new IllegalArgumentException("neither yes nor no");
  }

  private static String text(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    return text;
  }

  private static Object choice(Class<?> type, String text) {
    for (Object constant : Objects.requireNonNull(type.getEnumConstants())) {
      if (text(constant).equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("no such choice");
  }

  private static DataSize size(OptionSet.Entry entry, DataSize size) {
    inRange(entry, size.bytes());
    return size;
  }

  private static Duration time(OptionSet.Entry entry, Duration duration) {
    inRange(entry, duration.toNanos() / 1e9);
    return duration;
  }

  private static String shown(String text) {
    return text.isEmpty() || text.contains(" ") ? "\"" + text + "\"" : text;
  }

  private static String hint(OptionSet.Entry entry, String text) {
    return OptionSet.nearest(text, entry.choices())
        .map(near -> "; did you mean " + near + "?")
        .orElse("");
  }

  private static String text(DataSize size) {
    long bytes = size.bytes();
    int power = bytes == 0 ? 0 : Math.min(4, Long.numberOfTrailingZeros(bytes) / 10);
    return (bytes >> (10 * power)) + new String[] {"", "k", "m", "g", "t"}[power];
  }

  private static String text(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos == 0 || nanos % 1_000_000 != 0) {
      return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString() + "s";
    }
    long millis = nanos / 1_000_000;
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    return seconds % 3600 == 0
        ? seconds / 3600 + "h"
        : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /// The shortest decimal that gives the same double, without an exponent where it stays short.
  private static String text(double value) {
    BigDecimal decimal = BigDecimal.valueOf(value).stripTrailingZeros();
    boolean plain = decimal.precision() - decimal.scale() <= 15 && decimal.scale() <= 15;
    return plain ? decimal.toPlainString() : decimal.toString();
  }
}
