package dev.millrace.engine.model;

import dev.millrace.engine.errors.UsageException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The options of a record whose components carry [Option], as a flat list of named texts: the one
/// place that turns text into options and back, for flags, TOML keys, `run.json` and `resume`.
/// Records inside the record are flattened. Immutable.
///
/// Ranges are those of the number in the option's unit; for a size they are bytes, for a duration
/// seconds. A number whose unit is `share` may be written as `2%`.
///
/// @param <O> the options record
public final class OptionSet<O extends Record> {
  private final Class<O> type;
  private final Node root;
  private final Map<String, Leaf> leaves = new LinkedHashMap<>();

  private OptionSet(Class<O> type) {
    this.type = type;
    this.root = node(type, "");
  }

  /// @throws IllegalArgumentException when the record is no options record: a component without
  ///   [Option], of a type that options do not have, with a default out of its own range, or two of
  ///   the same name
  public static <O extends Record> OptionSet<O> of(Class<O> type) {
    OptionSet<O> set = new OptionSet<>(type);
    set.leaves.values().forEach(Leaf::checkDefault);
    return set;
  }

  /// What an option's text stands for.
  public enum Kind {
    WHOLE,
    NUMBER,
    SWITCH,
    TEXT,
    /// One of a fixed list of words.
    CHOICE,
    SIZE,
    TIME
  }

  /// One option of the flattened record.
  ///
  /// @param byDefault the default as text; empty means none
  /// @param required no default, and the record cannot be made without it
  /// @param list several values, separated by commas
  /// @param choices the legal words of a [Kind#CHOICE]
  public record Entry(
      String name,
      String description,
      String group,
      Kind kind,
      String unit,
      String byDefault,
      boolean required,
      boolean list,
      double min,
      double max,
      List<String> choices) {

    /// What may be written, for messages and help: `1 to 500 frames`, `one of compat, sound`.
    public String legal() {
      return OptionValue.legal(this);
    }

    /// As users type it.
    public String flag() {
      return "--" + name;
    }
  }

  public Class<O> type() {
    return type;
  }

  /// All options in the order of the record.
  public List<Entry> entries() {
    return leaves.values().stream().map(Leaf::entry).toList();
  }

  /// Makes the options record from texts by option name; what is absent takes its default.
  ///
  /// @throws UsageException for an unknown name, a value that is not legal, a required option that
  ///   is missing, and what the record's own constructor refuses
  public O read(Map<String, String> texts) {
    for (String name : texts.keySet()) {
      if (!leaves.containsKey(name)) {
        throw unknown(name);
      }
    }
    return type.cast(root.read(texts));
  }

  public O defaults() {
    return read(Map.of());
  }

  /// Every option that has a value, as text that [#read] turns into an equal record.
  public Map<String, String> text(O options) {
    Map<String, String> texts = new LinkedHashMap<>();
    root.print(options, texts);
    return texts;
  }

  /// The refusal of an option that does not exist, with the nearest that does.
  public UsageException unknown(String name) {
    String hint =
        nearest(name, leaves.keySet()).map(near -> "; did you mean --" + near + "?").orElse("");
    return new UsageException("option.unknown", "unknown option --" + name + hint);
  }

  /// The candidate that a mistyped word most likely meant: few edits away, or the only one that it
  /// begins.
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    String lower = word.toLowerCase(Locale.ROOT);
    List<String> begun =
        candidates.stream().filter(name -> lower.length() > 1 && name.startsWith(lower)).toList();
    if (begun.size() == 1) {
      return Optional.of(begun.getFirst());
    }
    TreeMap<Integer, String> byDistance = new TreeMap<>();
    for (String name : candidates) {
      byDistance.putIfAbsent(edits(lower, name), name);
    }
    return Optional.ofNullable(byDistance.firstEntry())
        .filter(best -> best.getKey() <= 1 + Math.min(lower.length(), best.getValue().length()) / 4)
        .map(Map.Entry::getValue);
  }

  /// Insertions, deletions, replacements and swaps of neighbours that lead from `a` to `b`.
  private static int edits(String a, String b) {
    int[][] distance = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          distance[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = distance[i - 1][j - 1] + (same ? 0 : 1);
        best = Math.min(best, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, 1 + distance[i - 2][j - 2]);
        }
        distance[i][j] = best;
      }
    }
    return distance[a.length()][b.length()];
  }

  /// `airsFrames` to `airs-frames`, `FULL_FRAME` to `full-frame`.
  static String kebab(String name) {
    return name.replace('_', '-').replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  private Node node(Class<?> record, String group) {
    RecordComponent[] components = record.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      parts.add(part(record, components[i], group));
    }
    try {
      Constructor<?> constructor = record.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return new Node(constructor, parts);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(record + " has no canonical constructor", e);
    }
  }

  private Part part(Class<?> record, RecordComponent component, String outerGroup) {
    Option option = component.getAnnotation(Option.class);
    Method accessor = component.getAccessor();
    accessor.setAccessible(true);
    if (OptionValue.isNested(component.getType())) {
      String own = option == null ? "" : option.group().isEmpty() ? option.value() : option.group();
      Node inner = node(component.getType(), own.isEmpty() ? outerGroup : own);
      return new Part(accessor, inner, null);
    }
    if (option == null) {
      throw new IllegalArgumentException(
          record.getName() + "." + component.getName() + " has no @Option");
    }
    Leaf leaf = leaf(component, option, option.group().isEmpty() ? outerGroup : option.group());
    if (leaves.putIfAbsent(leaf.entry.name(), leaf) != null) {
      throw new IllegalArgumentException(type.getName() + " has two options " + leaf.entry.name());
    }
    return new Part(accessor, null, leaf);
  }

  private static Leaf leaf(RecordComponent component, Option option, String group) {
    Class<?> outer = component.getType();
    boolean optional = outer == Optional.class;
    boolean list = outer == List.class;
    Class<?> value = optional || list ? argument(component.getGenericType()) : outer;
    Kind kind = OptionValue.kind(value);
    String byDefault = option.byDefault();
    if (byDefault.isEmpty() && kind == Kind.SWITCH && !optional) {
      byDefault = "false";
    }
    Entry entry =
        new Entry(
            option.name().isEmpty() ? kebab(component.getName()) : option.name(),
            option.value(),
            group,
            kind,
            option.unit(),
            byDefault,
            byDefault.isEmpty() && !optional && !list,
            list,
            option.min(),
            option.max(),
            OptionValue.choices(value));
    return new Leaf(entry, value, optional);
  }

  private static Class<?> argument(Type generic) {
    if (generic instanceof ParameterizedType type
        && type.getActualTypeArguments()[0] instanceof Class<?> argument) {
      return argument;
    }
    throw new IllegalArgumentException("no option has the type " + generic);
  }

  /// A component of a record: another record, or an option.
  private record Part(Method accessor, @Nullable Node node, @Nullable Leaf leaf) {
    Object read(Map<String, String> texts) {
      return node != null ? node.read(texts) : java.util.Objects.requireNonNull(leaf).read(texts);
    }

    void print(Object record, Map<String, String> texts) {
      Object value;
      try {
        value = accessor.invoke(record);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(accessor + " cannot be called", e);
      }
      if (node != null) {
        node.print(value, texts);
      } else if (leaf != null) {
        leaf.print(value, texts);
      }
    }
  }

  private record Node(Constructor<?> constructor, List<Part> parts) {
    Object read(Map<String, String> texts) {
      Object[] values = parts.stream().map(part -> part.read(texts)).toArray();
      try {
        return constructor.newInstance(values);
      } catch (InvocationTargetException e) {
        throw refusal(e.getTargetException());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(constructor + " cannot be called", e);
      }
    }

    void print(Object record, Map<String, String> texts) {
      parts.forEach(part -> part.print(record, texts));
    }

    /// The record's own checks speak to users.
    private static RuntimeException refusal(Throwable cause) {
      return switch (cause) {
        case IllegalArgumentException e ->
            new UsageException("option.value", String.valueOf(e.getMessage()), e);
        case RuntimeException e -> e;
        case Error e -> throw e;
        default -> new IllegalStateException(cause);
      };
    }
  }

  private record Leaf(Entry entry, Class<?> type, boolean optional) {
    Object read(Map<String, String> texts) {
      String text = texts.get(entry.name());
      if (text == null && entry.required()) {
        throw new UsageException(
            "option.missing",
            entry.flag() + " is missing: " + entry.description() + ", " + entry.legal());
      }
      return value(text == null ? entry.byDefault() : text);
    }

    private Object value(String text) {
      Function<String, Object> one = part -> OptionValue.parse(entry, type, part);
      if (entry.list()) {
        return text.isBlank()
            ? List.of()
            : List.of(text.split(",", -1)).stream().map(String::strip).map(one).toList();
      }
      if (optional) {
        return text.isEmpty() ? Optional.empty() : Optional.of(one.apply(text));
      }
      return one.apply(text);
    }

    void print(Object value, Map<String, String> texts) {
      Object inner = value instanceof Optional<?> maybe ? maybe.orElse(null) : value;
      if (inner instanceof List<?> list) {
        texts.put(entry.name(), String.join(",", list.stream().map(OptionValue::text).toList()));
      } else if (inner != null) {
        texts.put(entry.name(), OptionValue.text(inner));
      }
    }

    void checkDefault() {
      if (!entry.required()) {
        try {
          value(entry.byDefault());
        } catch (UsageException e) {
          throw new IllegalArgumentException(
              "the default of " + entry.flag() + ": " + e.getMessage(), e);
        }
      }
    }
  }
}
