package dev.millrace.cli;

import dev.millrace.engine.errors.MillraceException;
import dev.millrace.engine.model.OptionSet;
import dev.millrace.engine.model.PipelineSpec;
import dev.millrace.engine.model.RunSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `millrace demo`: every pipeline that has a simulator, on a little simulated input.
final class DemoCommand implements Command {
  private static final String ITEMS = "items";
  private static final long FEW = 4;

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String title() {
    return "Try every pipeline on small simulated input, in about a minute";
  }

  @Override
  public String argument() {
    return "[PIPELINE]";
  }

  @Override
  public Class<? extends Record> flags() {
    return Flags.Demo.class;
  }

  /// What came of one pipeline.
  private record Trial(
      String pipeline,
      int exit,
      Optional<Outcome> simulated,
      Optional<Outcome> run,
      Optional<String> error) {}

  @Override
  public int run(Call call) {
    Flags.Demo flags = call.flags(Flags.Demo.class);
    Path folder = Settings.path("--output", flags.output());
    List<Trial> trials = new ArrayList<>();
    Collection<PipelineSpec<?>> specs =
        call.words().isEmpty()
            ? call.pipelines().all()
            : List.of(call.pipelines().named(call.words().getFirst()));
    for (PipelineSpec<?> spec : specs) {
      Optional<PipelineSpec<?>> simulator = spec.simulator();
      if (simulator.isPresent()) {
        trials.add(trial(call, flags, spec, simulator.get(), folder.resolve(spec.name())));
      }
    }
    int exit =
        trials.stream().mapToInt(Trial::exit).filter(code -> code != 0).findFirst().orElse(0);
    call.screen().result(document(folder, trials, exit), text(folder, trials));
    return exit;
  }

  private static Trial trial(
      Call call, Flags.Demo flags, PipelineSpec<?> spec, PipelineSpec<?> simulator, Path folder) {
    Optional<Outcome> simulated = Optional.empty();
    try {
      call.screen().note(spec.name() + ": simulating a little input, then running on it");
      Path input = folder.resolve("input");
      Job<?> source = Job.of(simulator, few(simulator));
      simulated = Optional.of(outcome(call, flags, source, Optional.empty(), input));
      Job<?> job = Job.of(spec, Map.of());
      Optional<Path> from = spec.needsInput() ? Optional.of(input) : Optional.empty();
      Outcome run = outcome(call, flags, job, from, folder.resolve("output"));
      return new Trial(
          spec.name(), run.exit(Defaults.OUTCOMES), simulated, Optional.of(run), Optional.empty());
    } catch (MillraceException e) {
      if (ExitCode.of(e) == ExitCode.INTERRUPTED) {
        throw e;
      }
      call.screen().note(spec.name() + ": " + e.getMessage());
      String message = String.valueOf(e.getMessage());
      return new Trial(
          spec.name(), ExitCode.of(e), simulated, Optional.empty(), Optional.of(message));
    }
  }

  private static Outcome outcome(
      Call call, Flags.Demo flags, Job<?> job, Optional<Path> input, Path output) {
    RunSettings settings =
        Settings.of(
            input,
            output,
            job.parameters(),
            flags.limits(),
            call.launch(),
            RunSettings.Start.OVERWRITE,
            Defaults.WORK,
            Defaults.OUTCOMES);
    return Outcome.of(job, settings, call.screen());
  }

  /// A simulator that says how many items it makes is asked for few.
  private static Map<String, String> few(PipelineSpec<?> simulator) {
    for (OptionSet.Entry entry : OptionSet.of(simulator.options()).entries()) {
      if (entry.name().equals(ITEMS) && entry.kind() == OptionSet.Kind.WHOLE) {
        long items = Math.max(FEW, (long) entry.min());
        boolean fewer = !entry.byDefault().isEmpty() && Long.parseLong(entry.byDefault()) < items;
        return fewer ? Map.of() : Map.of(ITEMS, Long.toString(items));
      }
    }
    return Map.of();
  }

  private static Map<String, Object> document(Path folder, List<Trial> trials, int exit) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Trial trial : trials) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("pipeline", trial.pipeline());
      map.put("exit", trial.exit());
      trial.simulated().ifPresent(outcome -> map.put("simulate", outcome.document()));
      trial.run().ifPresent(outcome -> map.put("run", outcome.document()));
      trial.error().ifPresent(error -> map.put("error", error));
      list.add(map);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("output", folder.toString());
    document.put("demo", list);
    document.put("exit", exit);
    return document;
  }

  /// By wall time: the CPU time of a record is that of the whole process, other pipelines included.
  private static String rate(Outcome outcome) {
    double seconds = outcome.record().wallSeconds();
    return seconds > 0 ? Outcome.shown(outcome.record().items() / seconds) : "";
  }

  private static String text(Path folder, List<Trial> trials) {
    if (trials.isEmpty()) {
      return "No pipeline with a simulator was found.\n";
    }
    Table table = new Table(2, "pipeline", "outcome", "items", "simulated in", "run in", "items/s");
    for (Trial trial : trials) {
      Optional<Outcome> run = trial.run();
      table.row(
          trial.pipeline(),
          run.isEmpty()
              ? "stopped, exit " + trial.exit()
              : trial.exit() == 0 ? "done" : "incomplete",
          run.map(each -> Long.toString(each.record().items())).orElse(""),
          trial.simulated().map(each -> Outcome.seconds(each.record().wallSeconds())).orElse(""),
          run.map(each -> Outcome.seconds(each.record().wallSeconds())).orElse(""),
          run.map(DemoCommand::rate).orElse(""));
    }
    StringBuilder text = new StringBuilder(table.toString()).append("\nWhere to look:\n");
    for (Trial trial : trials) {
      trial
          .run()
          .ifPresent(run ->
              run.products().stream()
                  .limit(3)
                  .forEach(path -> text.append("  ").append(path).append('\n')));
    }
    Path output = folder.resolve(trials.getFirst().pipeline()).resolve("output");
    text.append("\nNext:\n");
    text.append("  millrace profile ").append(output).append("      where the time went\n");
    text.append("  millrace help run ").append(trials.getFirst().pipeline());
    text.append("      all options\n");
    return text.toString();
  }
}
