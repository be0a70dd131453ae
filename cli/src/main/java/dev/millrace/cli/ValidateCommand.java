package dev.millrace.cli;

import dev.millrace.engine.model.RunRecord;
import dev.millrace.engine.model.RunSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `millrace validate PIPELINE`: runs the pipeline's input check; what it writes is thrown away.
final class ValidateCommand implements Command {
  private static final int SHOWN = 20;

  @Override
  public String name() {
    return "validate";
  }

  @Override
  public String title() {
    return "Check a pipeline's input without processing it";
  }

  @Override
  public Class<? extends Record> flags() {
    return Flags.Validate.class;
  }

  @Override
  public boolean ofPipeline() {
    return true;
  }

  @Override
  public Optional<StartBudget> startBudget(Call call) {
    Flags.Limits limits = call.flags(Flags.Validate.class).limits();
    return Optional.of(new StartBudget(limits.memory(), limits.cores()));
  }

  @Override
  public int run(Call call) {
    Flags.Validate flags = call.flags(Flags.Validate.class);
    Job<?> job = Job.of(call.spec(), call.options());
    Optional<Path> input = Settings.input(flags.in(), call.spec());
    return Scratch.use(
        "millrace-validate-",
        scratch -> {
          RunSettings settings =
              Settings.of(
                  input,
                  scratch.resolve("run"),
                  job.parameters(),
                  flags.limits(),
                  call.launch(),
                  RunSettings.Start.FRESH,
                  Defaults.WORK,
                  Defaults.OUTCOMES);
          RunRecord record = call.screen().watch(progress -> job.validate(settings, progress));
          return show(call, record, failures(record.directory().resolve("failures.csv")));
        });
  }

  private static int show(Call call, RunRecord record, List<Map<String, String>> failures) {
    int exit = failures.isEmpty() ? ExitCode.DONE : ExitCode.INCOMPLETE;
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("pipeline", call.spec().name());
    document.put("items", record.items());
    document.put("failed", record.failed());
    document.put("degraded", record.degraded());
    document.put("wall_seconds", record.wallSeconds());
    document.put("failures", failures);
    document.put("exit", exit);
    StringBuilder text = new StringBuilder();
    for (Map<String, String> failure : failures.subList(0, Math.min(SHOWN, failures.size()))) {
      text.append(failure.get("item")).append(": ").append(failure.get("message")).append('\n');
    }
    if (failures.size() > SHOWN) {
      text.append("and ").append(failures.size() - SHOWN).append(" more, see --json\n");
    }
    text.append(record.items()).append(" items checked, ");
    text.append(failures.isEmpty() ? "nothing wrong" : failures.size() + " problems").append('\n');
    call.screen().result(document, text.toString());
    return exit;
  }

  /// Rows of `failures.csv` by the names of its columns.
  private static List<Map<String, String>> failures(Path csv) {
    if (!Files.exists(csv)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(csv)) {
      List<Map<String, String>> rows = new ArrayList<>();
      List<String> heads = new ArrayList<>();
      for (String line : (Iterable<String>) lines::iterator) {
        List<String> cells = CsvLine.cells(line);
        if (heads.isEmpty()) {
          heads.addAll(cells);
          continue;
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(heads.size(), cells.size()); i++) {
          row.put(heads.get(i), cells.get(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
