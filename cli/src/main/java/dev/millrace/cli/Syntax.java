package dev.millrace.cli;

import dev.millrace.engine.errors.UsageException;
import dev.millrace.engine.model.OptionSet;
import dev.millrace.engine.model.OptionSet.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What may follow the words of one command, made from option sets: parses it and prints its help.
final class Syntax {
  private static final String NEGATION = "--no-";
  private static final Pattern QUOTED_FLAG = Pattern.compile("'--(?:no-)?([^'= ]+)");

  private final String path;
  private final Map<String, OptionSet.Entry> entries = new LinkedHashMap<>();
  private final CommandSpec spec;

  /// Texts by option name, and the other words.
  record Parsed(Map<String, String> texts, List<String> words) {}

  /// @param path the words typed before, such as `run ariel`
  /// @param argument label of the one word that may stand beside options; empty for none
  Syntax(String path, String title, String argument, List<OptionSet<?>> sets) {
    this.path = path;
    for (OptionSet<?> set : sets) {
      for (OptionSet.Entry entry : set.entries()) {
        if (entries.putIfAbsent(entry.name(), entry) != null) {
          throw new IllegalArgumentException(
              path + ": " + entry.flag() + " is an option of the command itself");
        }
      }
    }
    this.spec = spec(title, argument);
  }

  List<OptionSet.Entry> entries() {
    return List.copyOf(entries.values());
  }

  String help(Ansi ansi, int width) {
    spec.usageMessage().width(Math.clamp(width, 72, 120));
    return new CommandLine(spec).getUsageMessage(ansi);
  }

  /// @throws UsageException for an unknown option, one given twice, a missing value, a word too
  ///   many
  Parsed parse(List<String> arguments) {
    CommandLine.ParseResult result;
    try {
      result =
          new CommandLine(spec)
              .setExpandAtFiles(false)
              .setPosixClusteredShortOptionsAllowed(false)
              .setTrimQuotes(false)
              .parseArgs(arguments.toArray(String[]::new));
    } catch (CommandLine.UnmatchedArgumentException e) {
      throw unmatched(e.getUnmatched().getFirst());
    } catch (CommandLine.ParameterException e) {
      throw malformed(e);
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (OptionSpec option : result.matchedOptions()) {
      put(texts, option);
    }
    List<String> words = new ArrayList<>();
    for (PositionalParamSpec positional : result.matchedPositionals()) {
      words.addAll(positional.stringValues());
    }
    return new Parsed(texts, words);
  }

  private void put(Map<String, String> texts, OptionSpec option) {
    String flag = option.longestName();
    boolean no = flag.startsWith(NEGATION) && !entries.containsKey(flag.substring(2));
    String name = flag.substring(no ? NEGATION.length() : 2);
    OptionSet.Entry entry = entries.get(name);
    if (entry == null) {
      throw unmatched(flag); // the form that only the help shows
    }
    String text = no ? "false" : String.valueOf(option.<Object>getValue());
    if (option.stringValues().size() > 1 || texts.putIfAbsent(name, text) != null) {
      throw new UsageException("option.twice", entry.flag() + " is given twice");
    }
    if (text.startsWith("--")) {
      throw noValue(entry);
    }
  }

  private CommandSpec spec(String title, String argument) {
    CommandSpec command = CommandSpec.wrapWithoutInspection(new Object());
    command.name("millrace " + path);
    command.interpolateVariables(false);
    command.usageMessage().description(title).sortOptions(false);
    String words = argument.isEmpty() ? "" : " " + argument;
    command.usageMessage().customSynopsis("millrace " + path + words + " [options]");
    command.usageMessage().synopsisHeading("Usage: ");
    command.usageMessage().autoWidth(false);
    if (!argument.isEmpty()) {
      command.addPositional(
          PositionalParamSpec.builder()
              .index("0")
              .arity("0..1")
              .type(String.class)
              .hidden(true)
              .build());
    }
    Map<String, ArgGroupSpec.Builder> groups = new LinkedHashMap<>();
    for (OptionSet.Entry entry : entries.values()) {
      ArgGroupSpec.Builder group =
          groups.computeIfAbsent(
              entry.group(),
              name ->
                  ArgGroupSpec.builder()
                      .exclusive(false)
                      .validate(false)
                      .order(groups.size())
                      .heading("\n" + (name.isEmpty() ? "Options" : name) + ":\n"));
      group.addArg(option(entry));
      if (entry.kind() == Kind.SWITCH) {
        group.addArg(hidden(NEGATION + entry.name()));
        if (isOnByDefault(entry)) {
          group.addArg(hidden(entry.flag()));
        }
      }
    }
    groups.values().forEach(group -> command.addArgGroup(group.build()));
    return command;
  }

  /// The option as the help shows it: `--[no-]x` for a switch that is on by default.
  private static OptionSpec option(OptionSet.Entry entry) {
    boolean bare = entry.kind() == Kind.SWITCH;
    String flag = isOnByDefault(entry) ? "--[no-]" + entry.name() : entry.flag();
    return OptionSpec.builder(flag)
        .type(bare ? Boolean.class : String.class)
        .arity(bare ? "0" : "1")
        .paramLabel(label(entry))
        .description(description(entry))
        .build();
  }

  private static OptionSpec hidden(String flag) {
    return OptionSpec.builder(flag).type(Boolean.class).arity("0").hidden(true).build();
  }

  private static boolean isOnByDefault(OptionSet.Entry entry) {
    return entry.kind() == Kind.SWITCH && entry.byDefault().equals("true");
  }

  private static String description(OptionSet.Entry entry) {
    List<String> notes = new ArrayList<>();
    boolean number = entry.kind() == Kind.WHOLE || entry.kind() == Kind.NUMBER;
    boolean bounded = Double.isFinite(entry.min()) || Double.isFinite(entry.max());
    if (entry.kind() == Kind.CHOICE) {
      notes.add(String.join(", ", entry.choices()));
    } else if (number && bounded) {
      notes.add(entry.legal().replace("a whole number, ", "").replace("a number, ", ""));
    }
    if (entry.required()) {
      notes.add("required");
    } else if (isOnByDefault(entry)) {
      notes.add("default: on");
    } else if (!entry.byDefault().isEmpty() && entry.kind() != Kind.SWITCH) {
      notes.add("default: " + entry.byDefault());
    }
    String text = entry.description();
    if (notes.isEmpty()) {
      return text;
    }
    String all = String.join("; ", notes) + ")";
    return text.endsWith(")")
        ? text.substring(0, text.length() - 1) + "; " + all
        : text + " (" + all;
  }

  private static String label(OptionSet.Entry entry) {
    String label =
        switch (entry.kind()) {
          case WHOLE -> "N";
          case NUMBER -> entry.unit().isEmpty() ? "X" : entry.unit().toUpperCase(Locale.ROOT);
          case SWITCH -> "";
          case TEXT -> entry.unit().isEmpty() ? "TEXT" : entry.unit().toUpperCase(Locale.ROOT);
          case CHOICE -> "WORD";
          case SIZE -> "SIZE";
          case TIME -> "TIME";
        };
    return entry.list() ? label + ",..." : label;
  }

  private UsageException unmatched(String word) {
    if (!word.startsWith("-")) {
      return new UsageException(
          "argument.unknown", path + ": unexpected \"" + word + "\"; options begin with --");
    }
    int equals = word.indexOf('=');
    String name = (equals < 0 ? word : word.substring(0, equals)).replaceFirst("^-+", "");
    String hint =
        OptionSet.nearest(name, entries.keySet())
            .map(near -> "; did you mean --" + near + "?")
            .orElse("; see millrace help " + path);
    return new UsageException("option.unknown", path + ": unknown option " + word + hint);
  }

  /// picocli names the option in its message, and only there for every kind of mistake.
  private UsageException malformed(CommandLine.ParameterException e) {
    Matcher quoted = QUOTED_FLAG.matcher(String.valueOf(e.getMessage()));
    OptionSet.Entry entry = quoted.find() ? entries.get(quoted.group(1)) : null;
    if (entry == null) {
      return new UsageException("argument.malformed", path + ": " + e.getMessage(), e);
    }
    if (e instanceof CommandLine.OverwrittenOptionException) {
      return new UsageException("option.twice", entry.flag() + " is given twice", e);
    }
    return entry.kind() == Kind.SWITCH
        ? new UsageException("option.value", entry.flag() + ": must be true or false", e)
        : noValue(entry);
  }

  private static UsageException noValue(OptionSet.Entry entry) {
    return new UsageException("option.value", entry.flag() + " needs a value: " + entry.legal());
  }
}
