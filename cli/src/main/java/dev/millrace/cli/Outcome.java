package dev.millrace.cli;

import dev.millrace.engine.errors.DeadlineException;
import dev.millrace.engine.errors.InterruptedRunException;
import dev.millrace.engine.errors.MillraceException;
import dev.millrace.engine.model.RunRecord;
import dev.millrace.engine.model.RunSettings;
import dev.millrace.engine.units.DataSize;
import dev.millrace.engine.units.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A finished run, as a document and as text.
record Outcome(Job<?> job, RunSettings settings, RunRecord record) {

  /// Runs the job to its end; says how to go on when it stops before.
  static Outcome of(Job<?> job, RunSettings settings, Screen screen) {
    try {
      RunRecord record = screen.watch(progress -> job.run(settings, progress));
      return new Outcome(job, settings, record);
    } catch (DeadlineException stopped) {
      throw new DeadlineException(stopped.code(), resumable(stopped, settings), stopped);
    } catch (InterruptedRunException stopped) {
      throw new InterruptedRunException(stopped.code(), resumable(stopped, settings), stopped);
    }
  }

  private static String resumable(MillraceException stopped, RunSettings settings) {
    return stopped.getMessage() + "\n  millrace resume " + settings.output();
  }

  int show(Screen screen, Flags.Outcomes outcomes) {
    int exit = exit(outcomes);
    Map<String, Object> document = document();
    document.put("exit", exit);
    screen.result(document, text());
    return exit;
  }

  int exit(Flags.Outcomes outcomes) {
    if (record.outcome() == RunRecord.Outcome.INCOMPLETE) {
      return ExitCode.INCOMPLETE;
    }
    return outcomes.failOnAlert() && !record.alerts().isEmpty() ? ExitCode.ALERT : ExitCode.DONE;
  }

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("run", record.run());
    document.put("pipeline", record.pipeline());
    document.put("mode", job.parameters().getOrDefault("mode", ""));
    document.put("outcome", record.outcome().name().toLowerCase(Locale.ROOT));
    document.put("items", record.items());
    document.put("failed", record.failed());
    document.put("degraded", record.degraded());
    document.put("rejected", record.rejected());
    document.put("wall_seconds", record.wallSeconds());
    document.put("cpu_seconds", record.cpuSeconds());
    document.put("peak_rss_bytes", record.peakRssBytes());
    document.put("items_per_cpu_second", itemsPerCpuSecond());
    document.put("chunks", record.chunks());
    document.put("recomputed_chunks", record.recomputedChunks());
    document.put("splits", record.splits());
    document.put("refusals", record.refusals());
    document.put("products", record.products().stream().map(this::product).toList());
    document.put("alerts", record.alerts().stream().map(Outcome::alert).toList());
    document.put("output", settings.output().toString());
    document.put("directory", record.directory().toString());
    document.put(record.pipeline(), job.summary(record));
    return document;
  }

  double itemsPerCpuSecond() {
    return record.cpuSeconds() > 0 ? record.items() / record.cpuSeconds() : 0;
  }

  /// The products' paths as the caller of the run would write them.
  List<Path> products() {
    return record.products().stream().map(file -> settings.output().resolve(file.path())).toList();
  }

  private Map<String, Object> product(RunRecord.ProductFile file) {
    Map<String, Object> product = new LinkedHashMap<>();
    product.put("name", file.path());
    product.put("path", settings.output().resolve(file.path()).toString());
    product.put("bytes", file.bytes());
    product.put("sha256", file.sha256());
    return product;
  }

  private static Map<String, Object> alert(RunRecord.Alert alert) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rule", alert.rule());
    map.put("message", alert.message());
    return map;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(record.pipeline()).append("  ").append(record.run()).append("  ");
    text.append(record.outcome().name().toLowerCase(Locale.ROOT)).append('\n');
    text.append(row("items", items()));
    text.append(row("time", time()));
    text.append(row("memory", memory()));
    List<RunRecord.ProductFile> files = record.products();
    for (int i = 0; i < Math.min(files.size(), 8); i++) {
      Path path = settings.output().resolve(files.get(i).path());
      String size = DataSize.bytes(files.get(i).bytes()).toString();
      text.append(row(i == 0 ? "products" : "", path + "  " + size));
    }
    if (files.size() > 8) {
      text.append(row("", "and " + (files.size() - 8) + " more"));
    }
    record
        .alerts()
        .forEach(alert -> text.append(row("alert", alert.rule() + ": " + alert.message())));
    job.summary(record).forEach((name, value) -> text.append(row(name, shown(value))));
    if (record.failed() + record.degraded() > 0) {
      text.append(row("see", record.directory().resolve("failures.csv").toString()));
    }
    return text.toString();
  }

  private String items() {
    StringBuilder items = new StringBuilder().append(record.items());
    append(items, record.failed(), "failed");
    append(items, record.degraded(), "degraded");
    append(items, record.rejected(), "rows rejected");
    return items.toString();
  }

  private static void append(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(", ").append(count).append(' ').append(what);
    }
  }

  private String time() {
    return String.format(
        Locale.ROOT,
        "%s wall, %s CPU, %s items/CPU-s",
        seconds(record.wallSeconds()),
        seconds(record.cpuSeconds()),
        shown(itemsPerCpuSecond()));
  }

  private String memory() {
    return "peak "
        + DataSize.bytes(Math.max(0, record.peakRssBytes()))
        + " of "
        + settings.budget().memory();
  }

  static String seconds(double seconds) {
    return Durations.text(Duration.ofNanos((long) (seconds * 1e9)));
  }

  /// Numbers to three figures; nested figures are left to `--json`.
  static String shown(Object value) {
    return switch (value) {
      case Double number when Math.abs(number) >= 1e-3 && Math.abs(number) < 1e6 ->
          String.format(Locale.ROOT, Math.abs(number) >= 100 ? "%.0f" : "%.3g", number);
      case Map<?, ?> map -> map.size() + " figures, see --json";
      case List<?> list -> list.size() + " values, see --json";
      default -> String.valueOf(value);
    };
  }

  private static String row(String name, String value) {
    return "  " + name + " ".repeat(Math.max(1, 12 - name.length())) + value + "\n";
  }
}
