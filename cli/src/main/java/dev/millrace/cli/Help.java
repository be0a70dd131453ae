package dev.millrace.cli;

import dev.millrace.engine.errors.UsageException;
import dev.millrace.engine.model.OptionSet;
import dev.millrace.engine.model.PipelineSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What `millrace help` and `--help` show; with `--json` the same as data.
final class Help {
  private final Screen screen;
  private final Pipelines pipelines;

  Help(Screen screen, Pipelines pipelines) {
    this.screen = screen;
    this.pipelines = pipelines;
  }

  /// The command of that name.
  ///
  /// @throws UsageException when there is none; names the nearest
  static Command command(String name) {
    for (Command command : Cli.COMMANDS) {
      if (command.name().equals(name)) {
        return command;
      }
    }
    List<String> names = Cli.COMMANDS.stream().map(Command::name).toList();
    String hint =
        OptionSet.nearest(name, names)
            .map(near -> "; did you mean " + near + "?")
            .orElse("; see millrace help");
    String what = name.startsWith("-") ? "unknown option " : "unknown command ";
    throw new UsageException("command.unknown", what + name + hint);
  }

  static String names(Pipelines pipelines) {
    String names =
        pipelines.all().stream().map(PipelineSpec::name).collect(Collectors.joining(", "));
    return names.isEmpty() ? "none was found" : names;
  }

  /// @param words what follows `help`: nothing, a command, or a command and a pipeline
  int show(List<String> words) {
    List<String> path = words.stream().takeWhile(word -> !word.startsWith("-")).toList();
    if (path.isEmpty()) {
      screen.result(overviewDocument(), overview());
      return ExitCode.DONE;
    }
    Command command = command(path.getFirst());
    if (command.ofPipeline() && path.size() == 1) {
      screen.result(pipelinesDocument(command), pipelinesOf(command));
      return ExitCode.DONE;
    }
    Syntax syntax = syntax(command, path);
    screen.result(document(command, syntax), syntax.help(screen.ansi(), screen.launch().columns()));
    return ExitCode.DONE;
  }

  private Syntax syntax(Command command, List<String> path) {
    List<OptionSet<?>> sets = new ArrayList<>();
    String title = command.title();
    String words = command.name();
    if (command.ofPipeline()) {
      PipelineSpec<?> named = pipelines.named(path.get(1));
      PipelineSpec<?> spec = command.target(named);
      sets.add(OptionSet.of(spec.options()));
      title = spec.title();
      words += " " + named.name();
    }
    sets.add(OptionSet.of(command.flags()));
    return new Syntax(words, title, command.argument(), sets);
  }

  private String overview() {
    StringBuilder text = new StringBuilder();
    text.append("Scientific data pipelines inside a budget of cores, memory and time.\n\n");
    text.append("Usage: millrace COMMAND [PIPELINE | RUN] [options]\n\nCommands:\n");
    for (Command command : Cli.COMMANDS) {
      text.append(row(usage(command), command.title()));
    }
    text.append(row("help [COMMAND [PIPELINE]]", "This list, or all options of a command"));
    text.append("\nPipelines:\n");
    for (PipelineSpec<?> spec : pipelines.all()) {
      text.append(row(spec.name(), spec.title()));
    }
    if (pipelines.all().isEmpty()) {
      text.append("  none was found\n");
    }
    return text.append("\nEvery command takes --json and --help. Start with: millrace demo\n")
        .toString();
  }

  private String pipelinesOf(Command command) {
    StringBuilder text = new StringBuilder(command.title()).append("\n\n");
    text.append("Usage: millrace ").append(usage(command)).append(" [options]\n\nPipelines:\n");
    pipelines.all().forEach(spec -> text.append(row(spec.name(), spec.title())));
    return text.append("\nAll options: millrace help " + command.name() + " PIPELINE\n").toString();
  }

  private static String usage(Command command) {
    String words = command.ofPipeline() ? " PIPELINE" : "";
    return command.name() + words + (command.argument().isEmpty() ? "" : " " + command.argument());
  }

  private static String row(String left, String right) {
    return "  " + left + " ".repeat(Math.max(2, 28 - left.length())) + right + "\n";
  }

  private Map<String, Object> overviewDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("version", Version.text());
    document.put(
        "commands",
        Cli.COMMANDS.stream().map(command -> line(command.name(), command.title())).toList());
    document.put("pipelines", pipelineLines());
    return document;
  }

  private Map<String, Object> pipelinesDocument(Command command) {
    Map<String, Object> document = line(command.name(), command.title());
    document.put("pipelines", pipelineLines());
    return document;
  }

  private List<Map<String, Object>> pipelineLines() {
    return pipelines.all().stream().map(spec -> line(spec.name(), spec.title())).toList();
  }

  private static Map<String, Object> line(String name, String title) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", name);
    line.put("title", title);
    return line;
  }

  private static Map<String, Object> document(Command command, Syntax syntax) {
    Map<String, Object> document = line(command.name(), command.title());
    document.put("options", syntax.entries().stream().map(Help::option).toList());
    return document;
  }

  private static Map<String, Object> option(OptionSet.Entry entry) {
    Map<String, Object> option = line(entry.name(), entry.description());
    option.put("group", entry.group());
    option.put("legal", entry.legal());
    option.put("unit", entry.unit());
    option.put("default", entry.byDefault());
    option.put("required", entry.required());
    return option;
  }
}
