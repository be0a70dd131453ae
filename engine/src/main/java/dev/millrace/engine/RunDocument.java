package dev.millrace.engine;

import dev.millrace.engine.exec.PhaseResult;
import dev.millrace.engine.exec.RunResult;
import dev.millrace.engine.io.Checksums;
import dev.millrace.engine.io.ProcessMeter;
import dev.millrace.engine.journal.RunDirectory;
import dev.millrace.engine.model.RunRecord;
import dev.millrace.engine.model.RunSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `run.json`: what was asked, on what machine, and in the end what came of it.
final class RunDocument {
  private final RunSettings settings;
  private final RunDirectory directory;
  private final String pipeline;
  private final Map<String, Object> document = new LinkedHashMap<>();

  RunDocument(
      String pipeline, RunSettings settings, Map<String, String> work, RunDirectory directory) {
    this.pipeline = pipeline;
    this.settings = settings;
    this.directory = directory;
    document.put("run", directory.id());
    document.put("pipeline", pipeline);
    document.put("state", "started");
    document.put("version", version());
    document.put("input", settings.input().map(Path::toString).orElse(""));
    document.put("parameters", settings.parameters());
    document.put("budget", budget());
    document.put("machine", machine());
    document.put("work", work);
  }

  private static String version() {
    String version = RunDocument.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private Map<String, Object> budget() {
    Map<String, Object> budget = new LinkedHashMap<>();
    budget.put("cores", settings.budget().cores());
    budget.put("memory_bytes", settings.budget().memory().bytes());
    settings.budget().disk().ifPresent(disk -> budget.put("disk_bytes", disk.bytes()));
    settings
        .budget()
        .deadline()
        .map(Duration::toMillis)
        .ifPresent(millis -> budget.put("deadline_seconds", millis / 1e3));
    budget.put("cpu_share", settings.budget().cpuShare());
    budget.put("heap_bytes", settings.limits().heapBytes());
    budget.put("native_bytes", settings.limits().nativeBytes());
    return budget;
  }

  private static Map<String, Object> machine() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("jdk", System.getProperty("java.vm.version", "unknown"));
    machine.put("os", System.getProperty("os.name", "") + " " + System.getProperty("os.arch", ""));
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    return machine;
  }

  void writeStarted() {
    directory.writeRunJson(document);
  }

  RunRecord finish(
      RunResult result,
      List<RunRecord.Alert> alerts,
      double wallSeconds,
      ProcessMeter.Reading process) {
    List<RunRecord.ProductFile> products = products(result);
    Map<String, Map<String, Object>> figures = new LinkedHashMap<>();
    result.phases().forEach(phase -> figures.put(phase.phase(), phase.figures()));
    long failed = sum(result, PhaseResult::failed);
    long degraded = sum(result, PhaseResult::degraded);
    long rejected = sum(result, PhaseResult::rejected);
    long items = sum(result, PhaseResult::items);
    boolean tooManyRejected = rejected > settings.maxRejects() * Math.max(1, rows(figures, items));
    RunRecord record =
        new RunRecord(
            directory.id(),
            pipeline,
            failed + degraded > 0 || tooManyRejected
                ? RunRecord.Outcome.INCOMPLETE
                : RunRecord.Outcome.COMPLETE,
            items,
            failed,
            degraded,
            rejected,
            wallSeconds,
            process.cpuNanos() / 1e9,
            process.peakRssBytes(),
            sum(result, PhaseResult::chunks),
            sum(result, PhaseResult::recomputed),
            sum(result, PhaseResult::splits),
            result.refusals(),
            products,
            alerts,
            figures,
            directory.path());
    document.put("state", "finished");
    document.putAll(toMap(record));
    directory.writeRunJson(document);
    return record;
  }

  /// The base of `--max-rejects`: what a product says it saw, else the items.
  private static long rows(Map<String, Map<String, Object>> figures, long items) {
    return figures.values().stream()
        .map(each -> each.get("rows"))
        .filter(Number.class::isInstance)
        .mapToLong(rows -> ((Number) rows).longValue())
        .max()
        .orElse(items);
  }

  private static long sum(RunResult result, java.util.function.ToLongFunction<PhaseResult> figure) {
    return result.phases().stream().mapToLong(figure).sum();
  }

  private List<RunRecord.ProductFile> products(RunResult result) {
    List<RunRecord.ProductFile> products = new ArrayList<>();
    for (PhaseResult phase : result.phases()) {
      for (String name : phase.files()) {
        Path path = settings.output().resolve(name);
        products.add(new RunRecord.ProductFile(name, Checksums.size(path), Checksums.sha256(path)));
      }
    }
    return products;
  }

  /// The fields that every command prints with `--json`.
  static Map<String, Object> toMap(RunRecord record) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", record.run());
    map.put("pipeline", record.pipeline());
    map.put("outcome", record.outcome() == RunRecord.Outcome.COMPLETE ? "complete" : "incomplete");
    map.put("items", record.items());
    map.put("failed", record.failed());
    map.put("degraded", record.degraded());
    map.put("rejected", record.rejected());
    map.put("wall_seconds", record.wallSeconds());
    map.put("cpu_seconds", record.cpuSeconds());
    map.put("peak_rss_bytes", record.peakRssBytes());
    map.put(
        "items_per_cpu_second", record.cpuSeconds() > 0 ? record.items() / record.cpuSeconds() : 0);
    map.put("chunks", record.chunks());
    map.put("recomputed_chunks", record.recomputedChunks());
    map.put("splits", record.splits());
    map.put("refusals", record.refusals());
    map.put(
        "products",
        record.products().stream()
            .map(p -> Map.of("path", p.path(), "bytes", p.bytes(), "sha256", p.sha256()))
            .toList());
    map.put(
        "alerts",
        record.alerts().stream()
            .map(a -> Map.of("rule", a.rule(), "message", a.message()))
            .toList());
    map.put("figures", record.figures());
    return map;
  }

  static boolean isFinished(Map<String, @Nullable Object> document) {
    return "finished".equals(document.get("state"));
  }

  static List<String> productNames(Map<String, @Nullable Object> document) {
    return products(document).stream().map(RunRecord.ProductFile::path).toList();
  }

  private static List<RunRecord.ProductFile> products(Map<String, @Nullable Object> document) {
    List<RunRecord.ProductFile> products = new ArrayList<>();
    if (document.get("products") instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> product
            && product.get("path") instanceof String path
            && product.get("bytes") instanceof Number bytes
            && product.get("sha256") instanceof String sha256) {
          products.add(new RunRecord.ProductFile(path, bytes.longValue(), sha256));
        }
      }
    }
    return products;
  }

  /// Reads the record of a finished run back.
  static RunRecord record(Map<String, @Nullable Object> document, RunDirectory directory) {
    Map<String, Map<String, Object>> figures = new LinkedHashMap<>();
    if (document.get("figures") instanceof Map<?, ?> phases) {
      phases.forEach((phase, values) -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        ((Map<?, ?>) values).forEach((k, v) -> copy.put((String) k, v));
        figures.put((String) phase, copy);
      });
    }
    return new RunRecord(
        directory.id(),
        String.valueOf(document.get("pipeline")),
        "complete".equals(document.get("outcome"))
            ? RunRecord.Outcome.COMPLETE
            : RunRecord.Outcome.INCOMPLETE,
        number(document, "items").longValue(),
        number(document, "failed").longValue(),
        number(document, "degraded").longValue(),
        number(document, "rejected").longValue(),
        number(document, "wall_seconds").doubleValue(),
        number(document, "cpu_seconds").doubleValue(),
        number(document, "peak_rss_bytes").longValue(),
        number(document, "chunks").longValue(),
        number(document, "recomputed_chunks").longValue(),
        number(document, "splits").longValue(),
        number(document, "refusals").longValue(),
        products(document),
        List.of(),
        figures,
        directory.path());
  }

  private static Number number(Map<String, @Nullable Object> document, String key) {
    return document.get(key) instanceof Number number ? number : 0;
  }
}
