package dev.millrace.cli;

import dev.millrace.engine.model.OptionSet;
import dev.millrace.engine.model.OptionSet.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Text for people who ask for help: headings, and two columns of which the right one is wrapped.
final class HelpPage {
  private static final int WIDEST_LEFT = 28;

  private final int width;
  private final boolean bold;
  private final StringBuilder text = new StringBuilder();

  /// @param bold whether headings may use the terminal's bold type
  HelpPage(int columns, boolean bold) {
    this.width = Math.clamp(columns, 60, 120);
    this.bold = bold;
  }

  HelpPage line(String line) {
    text.append(line).append('\n');
    return this;
  }

  HelpPage heading(String heading) {
    text.append('\n').append(bold ? "\u001b[1m" + heading + "\u001b[0m" : heading).append('\n');
    return this;
  }

  /// Rows under one another, all with the same left column.
  HelpPage rows(Map<String, String> rows) {
    int left = left(rows.keySet());
    rows.forEach((label, description) -> row(label, description, left));
    return this;
  }

  /// The width of the widest label that is not too wide.
  private static int left(Collection<String> labels) {
    return labels.stream()
        .mapToInt(String::length)
        .filter(length -> length <= WIDEST_LEFT)
        .max()
        .orElse(0);
  }

  private void row(String label, String description, int left) {
    int indent = left + 4;
    text.append("  ").append(label);
    int column = 2 + label.length();
    if (label.length() > left) {
      text.append('\n');
      column = 0;
    }
    text.repeat(" ", indent - column);
    column = indent;
    for (String word : description.split(" ", -1)) {
      if (column > indent && column + 1 + word.length() > width) {
        text.append('\n').repeat(" ", indent);
        column = indent;
      }
      text.append(column > indent ? " " : "").append(word);
      column += word.length() + (column > indent ? 1 : 0);
    }
    text.append('\n');
  }

  /// The options by group, in the order of their first.
  HelpPage options(List<OptionSet.Entry> entries) {
    Map<String, Map<String, String>> groups = new LinkedHashMap<>();
    for (OptionSet.Entry entry : entries) {
      groups
          .computeIfAbsent(entry.group(), _ -> new LinkedHashMap<>())
          .put(label(entry), description(entry));
    }
    int left = left(entries.stream().map(HelpPage::label).toList());
    groups.forEach((group, rows) -> {
      heading((group.isEmpty() ? "Options" : sentence(group)) + ":");
      rows.forEach((label, description) -> row(label, description, left));
    });
    return this;
  }

  private static String label(OptionSet.Entry entry) {
    boolean off = entry.kind() == Kind.SWITCH && entry.byDefault().equals("true");
    String value = value(entry);
    String flag = off ? "--[no-]" + entry.name() : entry.flag();
    return value.isEmpty() ? flag : flag + " " + value + (entry.list() ? ",..." : "");
  }

  private static String value(OptionSet.Entry entry) {
    String unit = entry.unit().toUpperCase(Locale.ROOT);
    boolean word = unit.chars().allMatch(Character::isLetter) && !unit.isEmpty();
    return switch (entry.kind()) {
      case WHOLE -> "N";
      case NUMBER -> word ? unit : "X";
      case SWITCH -> "";
      case TEXT -> word ? unit : "TEXT";
      case CHOICE -> "WORD";
      case SIZE -> "SIZE";
      case TIME -> "TIME";
    };
  }

  private static String description(OptionSet.Entry entry) {
    List<String> notes = new ArrayList<>();
    boolean number = entry.kind() == Kind.WHOLE || entry.kind() == Kind.NUMBER;
    boolean bounded = Double.isFinite(entry.min()) || Double.isFinite(entry.max());
    if (entry.kind() == Kind.CHOICE) {
      notes.add(String.join(", ", entry.choices()));
    } else if (number && bounded) {
      notes.add(entry.legal().replaceFirst("^a (whole )?number, ", ""));
    } else if (number && !entry.unit().isEmpty()) {
      notes.add("in " + entry.unit());
    }
    if (entry.required()) {
      notes.add("required");
    } else if (!entry.byDefault().isEmpty() && entry.kind() != Kind.SWITCH) {
      notes.add("default: " + entry.byDefault());
    } else if (entry.byDefault().equals("true")) {
      notes.add("default: on");
    }
    String text = sentence(entry.description());
    if (notes.isEmpty()) {
      return text;
    }
    String all = String.join("; ", notes) + ")";
    return text.endsWith(")")
        ? text.substring(0, text.length() - 1) + "; " + all
        : text + " (" + all;
  }

  /// Authors begin their texts as they like; the help begins all alike.
  static String sentence(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
