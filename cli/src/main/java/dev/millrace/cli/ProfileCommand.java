package dev.millrace.cli;

import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.errors.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// `millrace profile RUN`: where the run's time went, from `profile.csv`.
final class ProfileCommand implements Command {
  private static final String WHOLE = "chunk";

  @Override
  public String name() {
    return "profile";
  }

  @Override
  public String title() {
    return "Show where a run's time went, by phase and stage";
  }

  @Override
  public String argument() {
    return "RUN";
  }

  @Override
  public Class<? extends Record> flags() {
    return Flags.Look.class;
  }

  @Override
  public int run(Call call) {
    OldRun run = OldRun.of(call.word("profile needs a run: " + OldRun.WORD));
    Path csv = run.directory().resolve("profile.csv");
    if (!Files.exists(csv)) {
      throw new UsageException(
          "profile.none", run.directory() + " has no profile yet; it is written when the run ends");
    }
    Map<String, Map<String, Cost>> phases = read(csv);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("run", run.text("run"));
    document.put("pipeline", run.pipeline());
    document.put(
        "phases",
        phases.entrySet().stream().map(each -> phase(each.getKey(), each.getValue())).toList());
    call.screen().result(document, text(phases));
    return ExitCode.DONE;
  }

  /// Sums over chunks.
  private static final class Cost {
    long items;
    long chunks;
    long retries;
    long calls;
    double wallSeconds;
    double cpuSeconds;
    double waitMemorySeconds;
    double waitInputSeconds;
    long bytesIn;
    long bytesOut;
    long peakReservedBytes;

    double itemsPerSecond(long ofItems) {
      return wallSeconds > 0 ? ofItems / wallSeconds : 0;
    }
  }

  private static Map<String, Map<String, Cost>> read(Path csv) {
    Map<String, Map<String, Cost>> phases = new LinkedHashMap<>();
    Map<String, Integer> columns = new HashMap<>();
    try (Stream<String> lines = Files.lines(csv)) {
      lines.forEach(line -> {
        List<String> cells = CsvLine.cells(line);
        if (columns.isEmpty()) {
          for (int i = 0; i < cells.size(); i++) {
            columns.put(cells.get(i), i);
          }
        } else {
          add(phases, new Row(columns, cells));
        }
      });
    } catch (IOException | RuntimeException e) {
      throw new DataException("profile.damaged", csv + " cannot be read: " + e.getMessage(), e);
    }
    return phases;
  }

  /// A line with its cells by column name.
  private record Row(Map<String, Integer> columns, List<String> cells) {
    String text(String column) {
      Integer at = columns.get(column);
      if (at == null || at >= cells.size()) {
        throw new IllegalArgumentException("no column " + column);
      }
      return cells.get(at);
    }

    long number(String column) {
      return Long.parseLong(text(column));
    }
  }

  private static void add(Map<String, Map<String, Cost>> phases, Row row) {
    Cost cost =
        phases
            .computeIfAbsent(row.text("phase"), _ -> new LinkedHashMap<>())
            .computeIfAbsent(row.text("stage"), _ -> new Cost());
    cost.chunks++;
    cost.items += row.number("end") - row.number("chunk");
    cost.retries += row.number("retries");
    cost.calls += row.number("calls");
    cost.wallSeconds += row.number("wall_ns") / 1e9;
    cost.cpuSeconds += row.number("cpu_ns") / 1e9;
    cost.waitMemorySeconds += row.number("wait_memory_ns") / 1e9;
    cost.waitInputSeconds += row.number("wait_input_ns") / 1e9;
    cost.bytesIn += row.number("bytes_in");
    cost.bytesOut += row.number("bytes_out");
    cost.peakReservedBytes = Math.max(cost.peakReservedBytes, row.number("reserved_bytes"));
  }

  /// CPU time of all phases together: the base of every share.
  private static double allCpu(Map<String, Map<String, Cost>> phases) {
    return phases.values().stream()
        .mapToDouble(stages -> stages.getOrDefault(WHOLE, new Cost()).cpuSeconds)
        .sum();
  }

  private static String text(Map<String, Map<String, Cost>> phases) {
    double all = allCpu(phases);
    Table table =
        new Table(
            2, "phase", "stage", "CPU", "CPU s", "wall s", "wait s", "items/s", "read", "chunks");
    phases.forEach((phase, stages) -> {
      long items = stages.getOrDefault(WHOLE, new Cost()).items;
      stages.forEach((stage, cost) -> {
        boolean whole = stage.equals(WHOLE);
        table.row(
            whole ? phase : "",
            whole ? "" : stage,
            percent(cost.cpuSeconds, all),
            number(cost.cpuSeconds),
            number(cost.wallSeconds),
            whole ? number(cost.waitMemorySeconds + cost.waitInputSeconds) : "",
            number(cost.itemsPerSecond(whole ? items : cost.items)),
            dev.millrace.engine.units.DataSize.bytes(cost.bytesIn).toString(),
            whole ? Long.toString(cost.chunks) : "");
      });
    });
    return table
        + "\nTimes are sums over workers; items/s is what one worker would do with nothing else.\n";
  }

  private static Map<String, Object> phase(String name, Map<String, Cost> stages) {
    Cost whole = stages.getOrDefault(WHOLE, new Cost());
    Map<String, Object> phase = new LinkedHashMap<>();
    phase.put("phase", name);
    phase.put("items", whole.items);
    phase.put("chunks", whole.chunks);
    phase.put("retries", whole.retries);
    phase.put("wall_seconds", whole.wallSeconds);
    phase.put("cpu_seconds", whole.cpuSeconds);
    phase.put("wait_memory_seconds", whole.waitMemorySeconds);
    phase.put("wait_input_seconds", whole.waitInputSeconds);
    phase.put("peak_reserved_bytes", whole.peakReservedBytes);
    phase.put(
        "stages",
        stages.entrySet().stream()
            .filter(each -> !each.getKey().equals(WHOLE))
            .map(each -> stage(each.getKey(), each.getValue(), whole))
            .toList());
    return phase;
  }

  private static Map<String, Object> stage(String name, Cost cost, Cost whole) {
    Map<String, Object> stage = new LinkedHashMap<>();
    stage.put("stage", name);
    stage.put("calls", cost.calls);
    stage.put("wall_seconds", cost.wallSeconds);
    stage.put("cpu_seconds", cost.cpuSeconds);
    stage.put("cpu_share", whole.cpuSeconds > 0 ? cost.cpuSeconds / whole.cpuSeconds : 0);
    stage.put("items_per_second", cost.itemsPerSecond(cost.items));
    stage.put("bytes_in", cost.bytesIn);
    stage.put("bytes_out", cost.bytesOut);
    return stage;
  }

  private static String percent(double part, double all) {
    return all > 0 ? String.format(Locale.ROOT, "%.0f %%", 100 * part / all) : "";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }
}
