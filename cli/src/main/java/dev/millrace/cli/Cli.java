package dev.millrace.cli;

import dev.millrace.engine.errors.MillraceException;
import dev.millrace.engine.errors.UsageException;
import dev.millrace.engine.model.OptionSet;
import dev.millrace.engine.model.PipelineSpec;
import dev.millrace.engine.units.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Understands a command line, carries it out and turns what comes of it into an exit code.
final class Cli {
  /// Hidden: tells the launcher which budget a command line means, where only a file says so.
  static final String START_BUDGET = "start-budget";

  /// Hidden: what the launcher records its start-up cache from.
  private static final String WARM_UP = "warm-up";

  static final List<Command> COMMANDS =
      List.of(
          new RunCommand(),
          new ResumeCommand(),
          new RunsCommand(),
          new ShowCommand(),
          new ProfileCommand(),
          new SimulateCommand(),
          new ValidateCommand(),
          new DemoCommand(),
          new DoctorCommand());

  private final PrintStream out;
  private final PrintStream err;
  private final Launch launch;

  Cli(PrintStream out, PrintStream err, Launch launch) {
    this.out = out;
    this.err = err;
    this.launch = launch;
  }

  /// Carries out one command line; nothing is thrown.
  ///
  /// @return the exit code
  int run(List<String> arguments) {
    try {
      return dispatch(arguments);
    } catch (MillraceException e) {
      return failed(arguments, e.code(), String.valueOf(e.getMessage()), ExitCode.of(e), e);
    } catch (OutOfMemoryError e) {
      String message = "the heap is full (" + e.getMessage() + "); give more --memory";
      return failed(arguments, "memory.heap", message, ExitCode.BUDGET, e);
    } catch (RuntimeException | Error e) {
      String message =
          "internal error: "
              + e
              + "\n"
              + "This is a fault of millrace. Please report it, with what --debug prints in"
              + " addition.";
      return failed(arguments, "internal", message, ExitCode.INTERNAL, e);
    } finally {
      out.flush();
      err.flush();
    }
  }

  private int failed(List<String> typed, String code, String message, int exit, Throwable cause) {
    if (typed.contains("--debug")) {
      cause.printStackTrace(err);
    }
    if (typed.contains("--json")) {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("code", code);
      error.put("message", message);
      error.put("exit", exit);
      out.println(Json.print(Map.of("error", error)));
    }
    err.println("millrace: " + message);
    return exit;
  }

  private int dispatch(List<String> arguments) {
    String first = arguments.isEmpty() ? "help" : arguments.getFirst();
    List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
    return switch (first) {
      case "help", "--help", "-h" -> help(rest);
      case "--version", "-V", "version" -> version(rest);
      case START_BUDGET -> startBudget(rest);
      case WARM_UP -> WarmUp.run(launch);
      default -> command(first, rest);
    };
  }

  private int command(String name, List<String> rest) {
    Command command = Help.command(name);
    if (rest.contains("--help") || rest.contains("-h")) {
      List<String> path = new ArrayList<>(List.of(name));
      path.addAll(
          rest.stream().filter(word -> !word.equals("--help") && !word.equals("-h")).toList());
      return help(path);
    }
    return command.run(call(command, rest));
  }

  private int startBudget(List<String> arguments) {
    Command command = Help.command(arguments.getFirst());
    StartBudget typed = new StartBudget(Optional.empty(), Optional.empty());
    out.println(
        command
            .startBudget(call(command, arguments.subList(1, arguments.size())))
            .orElse(typed)
            .line());
    return ExitCode.DONE;
  }

  private Call call(Command command, List<String> rest) {
    Pipelines pipelines = Pipelines.find(typed(rest, "--jar"));
    List<String> after = rest;
    Optional<PipelineSpec<?>> pipeline = Optional.empty();
    String path = command.name();
    List<OptionSet<?>> sets = new ArrayList<>(List.of(OptionSet.of(command.flags())));
    if (command.ofPipeline()) {
      if (rest.isEmpty() || rest.getFirst().startsWith("-")) {
        throw new UsageException(
            "argument.missing", command.name() + " needs a pipeline: " + Help.names(pipelines));
      }
      PipelineSpec<?> named = pipelines.named(rest.getFirst());
      pipeline = Optional.of(command.target(named));
      path += " " + named.name();
      after = rest.subList(1, rest.size());
      sets.addFirst(OptionSet.of(pipeline.get().options()));
    }
    Syntax.Parsed parsed = new Syntax(path, command.argument(), sets).parse(after);
    Map<String, String> texts = new LinkedHashMap<>();
    if (parsed.texts().containsKey("config")) {
      texts.putAll(ConfigFile.read(parsed.texts().get("config"), command, pipeline, pipelines));
    }
    texts.putAll(parsed.texts());
    return sorted(command, texts, parsed.words(), pipeline, pipelines);
  }

  /// Sorts the texts by who declares them.
  private Call sorted(
      Command command,
      Map<String, String> texts,
      List<String> words,
      Optional<PipelineSpec<?>> pipeline,
      Pipelines pipelines) {
    Map<String, String> flags = new LinkedHashMap<>(texts);
    Map<String, String> display = new LinkedHashMap<>(texts);
    Map<String, String> options = new LinkedHashMap<>(texts);
    flags.keySet().retainAll(names(command.flags()));
    display.keySet().retainAll(names(Flags.Display.class));
    options.keySet().removeAll(flags.keySet());
    if (pipeline.isPresent()) {
      options = ListFiles.expand(OptionSet.of(pipeline.get().options()), options);
    }
    Screen screen = new Screen(out, err, launch, OptionSet.of(Flags.Display.class).read(display));
    return new Call(flags, options, words, pipeline, pipelines, screen, launch);
  }

  static List<String> names(Class<? extends Record> flags) {
    return OptionSet.of(flags).entries().stream().map(OptionSet.Entry::name).toList();
  }

  private int help(List<String> words) {
    Map<String, String> display = words.contains("--json") ? Map.of("json", "true") : Map.of();
    Screen screen = new Screen(out, err, launch, OptionSet.of(Flags.Display.class).read(display));
    return new Help(screen, Pipelines.find(typed(words, "--jar"))).show(words);
  }

  private int version(List<String> words) {
    String version = Version.text();
    out.println(
        words.contains("--json") ? Json.print(Map.of("version", version)) : "millrace " + version);
    return ExitCode.DONE;
  }

  /// The value of an option that is needed before the options are known.
  private static Optional<String> typed(List<String> arguments, String flag) {
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (word.startsWith(flag + "=")) {
        return Optional.of(word.substring(flag.length() + 1));
      }
      if (word.equals(flag) && i + 1 < arguments.size()) {
        return Optional.of(arguments.get(i + 1));
      }
    }
    return Optional.empty();
  }
}
