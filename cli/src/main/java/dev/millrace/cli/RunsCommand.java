package dev.millrace.cli;

import dev.millrace.engine.errors.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// `millrace runs FOLDER`: the runs of an output folder, or of the output folders in a folder.
final class RunsCommand implements Command {
  @Override
  public String name() {
    return "runs";
  }

  @Override
  public String title() {
    return "List the runs of an output folder, or of the folders in it";
  }

  @Override
  public String argument() {
    return "[FOLDER]";
  }

  @Override
  public Class<? extends Record> flags() {
    return Flags.Look.class;
  }

  @Override
  public int run(Call call) {
    Path folder = Settings.path("FOLDER", call.words().isEmpty() ? "." : call.words().getFirst());
    if (!Files.isDirectory(folder)) {
      throw new UsageException("run.none", folder + " is no folder");
    }
    List<OldRun> runs = new ArrayList<>();
    outputs(folder).forEach(output -> runs.addAll(OldRun.all(output)));
    Table table = new Table(5, "output", "run", "pipeline", "state", "items", "failed", "time");
    for (OldRun run : runs) {
      table.row(
          run.output().toString(),
          run.text("run"),
          run.pipeline(),
          run.state(),
          run.text("items"),
          run.text("failed"),
          run.number("wall_seconds").map(n -> Outcome.seconds(n.doubleValue())).orElse(""));
    }
    String text = runs.isEmpty() ? "no run in " + folder + "\n" : table.toString();
    call.screen().result(Map.of("runs", runs.stream().map(RunsCommand::line).toList()), text);
    return ExitCode.DONE;
  }

  private static Map<String, Object> line(OldRun run) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("output", run.output().toString());
    line.put("directory", run.directory().toString());
    line.put("run", run.text("run"));
    line.put("pipeline", run.pipeline());
    line.put("state", run.state());
    for (String figure : List.of("items", "failed", "wall_seconds", "peak_rss_bytes")) {
      run.number(figure).ifPresent(number -> line.put(figure, number));
    }
    return line;
  }

  private static List<Path> outputs(Path folder) {
    if (Files.isDirectory(folder.resolve(OldRun.FOLDER))) {
      return List.of(folder);
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(path -> Files.isDirectory(path.resolve(OldRun.FOLDER)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
