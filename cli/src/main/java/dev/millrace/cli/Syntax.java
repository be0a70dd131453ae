package dev.millrace.cli;

import dev.millrace.engine.errors.UsageException;
import dev.millrace.engine.model.OptionSet;
import dev.millrace.engine.model.OptionSet.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What may follow the words of one command, made from option sets: `--name VALUE`, `--name=VALUE`,
/// `--switch`, `--no-switch`, `--switch=false`, and at most one word beside options.
final class Syntax {
  private static final String DASHES = "--";
  private static final String NO = "no-";

  private final String path;
  private final String argument;
  private final Map<String, OptionSet.Entry> entries = new LinkedHashMap<>();

  /// Texts by option name, and the other words.
  record Parsed(Map<String, String> texts, List<String> words) {}

  /// An option as it was typed.
  private record Typed(OptionSet.Entry entry, @Nullable String value) {}

  /// @param path the words typed before, such as `run ariel`
  /// @param argument label of the one word that may stand beside options; empty for none
  Syntax(String path, String argument, List<OptionSet<?>> sets) {
    this.path = path;
    this.argument = argument;
    for (OptionSet<?> set : sets) {
      for (OptionSet.Entry entry : set.entries()) {
        if (entries.putIfAbsent(entry.name(), entry) != null) {
          throw new IllegalArgumentException(
              path + ": " + entry.flag() + " is an option of the command itself");
        }
      }
    }
  }

  String path() {
    return path;
  }

  String argument() {
    return argument;
  }

  List<OptionSet.Entry> entries() {
    return List.copyOf(entries.values());
  }

  /// @throws UsageException for an unknown option, one given twice, a missing value, a word too
  ///   many
  Parsed parse(List<String> arguments) {
    Map<String, String> texts = new LinkedHashMap<>();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (!word.startsWith("-") || word.equals("-")) {
        addWord(words, word);
        continue;
      }
      Typed typed = typed(word);
      String value = typed.value();
      if (value == null) {
        value = i + 1 < arguments.size() ? arguments.get(++i) : DASHES;
        if (value.startsWith(DASHES)) {
          throw new UsageException(
              "option.value", typed.entry().flag() + " needs a value: " + typed.entry().legal());
        }
      }
      if (texts.putIfAbsent(typed.entry().name(), value) != null) {
        throw new UsageException("option.twice", typed.entry().flag() + " is given twice");
      }
    }
    return new Parsed(texts, words);
  }

  private void addWord(List<String> words, String word) {
    if (argument.isEmpty() || !words.isEmpty()) {
      throw new UsageException(
          "argument.unknown", path + ": unexpected \"" + word + "\"; options begin with --");
    }
    words.add(word);
  }

  /// @return the option and the value that its word carries already
  private Typed typed(String word) {
    int equals = word.indexOf('=');
    String name = (equals < 0 ? word : word.substring(0, equals)).replaceFirst("^--?", "");
    OptionSet.Entry entry = word.startsWith(DASHES) ? entries.get(name) : null;
    if (entry != null) {
      String value = equals < 0 ? null : word.substring(equals + 1);
      return new Typed(entry, value == null && entry.kind() == Kind.SWITCH ? "true" : value);
    }
    if (word.startsWith(DASHES + NO) && equals < 0) {
      OptionSet.Entry positive = entries.get(name.substring(NO.length()));
      if (positive != null && positive.kind() == Kind.SWITCH) {
        return new Typed(positive, "false");
      }
    }
    String hint =
        OptionSet.nearest(name, entries.keySet())
            .map(near -> "; did you mean --" + near + "?")
            .orElse("; see millrace help " + path);
    throw new UsageException("option.unknown", path + ": unknown option " + word + hint);
  }
}
