package dev.millrace.cli;

import dev.millrace.engine.errors.UsageException;
import dev.millrace.engine.model.OptionSet;
import dev.millrace.engine.model.PipelineSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
    PipelineSpec<?> spec =
        command.ofPipeline() ? command.target(pipelines.named(path.get(1))) : null;
    Syntax syntax = syntax(command, path, spec);
    String title = spec == null ? command.title() : spec.title();
    screen.result(document(command, syntax), optionsOf(title, syntax));
    return ExitCode.DONE;
  }

  private static Syntax syntax(Command command, List<String> path, @Nullable PipelineSpec<?> spec) {
    List<OptionSet<?>> sets = new ArrayList<>();
    String words = command.name();
    if (spec != null) {
      sets.add(OptionSet.of(spec.options()));
      words += " " + path.get(1);
    }
    sets.add(OptionSet.of(command.flags()));
    return new Syntax(words, command.argument(), sets);
  }

  private String optionsOf(String title, Syntax syntax) {
    String argument = syntax.argument().isEmpty() ? "" : " " + syntax.argument();
    return page()
        .line(HelpPage.sentence(title))
        .heading("Usage: millrace " + syntax.path() + argument + " [options]")
        .options(syntax.entries())
        .toString();
  }

  private HelpPage page() {
    return new HelpPage(screen.launch().columns(), screen.bold());
  }

  private String overview() {
    Map<String, String> commands = new LinkedHashMap<>();
    Cli.COMMANDS.forEach(command -> commands.put(usage(command), command.title()));
    commands.put("help [COMMAND [PIPELINE]]", "This list, or all options of a command");
    return page()
        .line("Scientific data pipelines inside a budget of cores, memory and time.")
        .heading("Usage: millrace COMMAND [PIPELINE | RUN] [options]")
        .heading("Commands:")
        .rows(commands)
        .heading("Pipelines:")
        .rows(titles())
        .line("")
        .line("Every command takes --json and --help. Start with: millrace demo")
        .toString();
  }

  private String pipelinesOf(Command command) {
    return page()
        .line(command.title())
        .heading("Usage: millrace " + usage(command) + " [options]")
        .heading("Pipelines:")
        .rows(titles())
        .line("")
        .line("All options: millrace help " + command.name() + " PIPELINE")
        .toString();
  }

  private Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    pipelines.all().forEach(spec -> titles.put(spec.name(), HelpPage.sentence(spec.title())));
    return titles.isEmpty() ? Map.of("none was found", "") : titles;
  }

  private static String usage(Command command) {
    String words = command.ofPipeline() ? " PIPELINE" : "";
    return command.name() + words + (command.argument().isEmpty() ? "" : " " + command.argument());
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
