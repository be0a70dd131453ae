package dev.millrace.engine;

import dev.millrace.engine.errors.BudgetException;
import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.errors.ResumeException;
import dev.millrace.engine.errors.UsageException;
import dev.millrace.engine.exec.RunExecutor;
import dev.millrace.engine.exec.RunResult;
import dev.millrace.engine.io.IoFailures;
import dev.millrace.engine.io.ProcessMeter;
import dev.millrace.engine.journal.RunDirectory;
import dev.millrace.engine.model.Fingerprint;
import dev.millrace.engine.model.Pipeline;
import dev.millrace.engine.model.PipelineSpec;
import dev.millrace.engine.model.Progress;
import dev.millrace.engine.model.RunRecord;
import dev.millrace.engine.model.RunSettings;
import dev.millrace.engine.report.Alerts;
import dev.millrace.engine.report.RunExports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Carries out pipelines on this machine. One run at a time in a process.
///
/// ```java
/// RunRecord run = Engine.run(new ArielPipeline(), options, settings, Progress.SILENT);
/// ```
public final class Engine {
  private static final AtomicReference<@Nullable RunExecutor> RUNNING = new AtomicReference<>();

  private Engine() {}

  /// Runs a pipeline to its end, or until budget, deadline or [#requestStop] stop it resumable.
  ///
  /// @throws dev.millrace.engine.errors.MillraceException what a user can act on
  public static <O extends Record> RunRecord run(
      PipelineSpec<O> spec, O options, RunSettings settings, Progress progress) {
    return run(spec.build(options), spec.numerics(), settings, progress);
  }

  /// Runs a spec's check of the input: its items fail where the input is wrong.
  public static <O extends Record> RunRecord validate(
      PipelineSpec<O> spec, O options, RunSettings settings, Progress progress) {
    Pipeline checks =
        spec.validation(options)
            .orElseThrow(() ->
                new UsageException(
                    "validate.none", "pipeline " + spec.name() + " has no input check"));
    return run(checks, List.of(), settings, progress);
  }

  /// Asks the running run to stop cleanly: chunks in flight end, the rest can be resumed. From any
  /// thread; without effect when nothing runs.
  public static void requestStop() {
    RunExecutor running = RUNNING.get();
    if (running != null) {
      running.requestStop();
    }
  }

  /// The parsed `run.json` of every run of an output, oldest first.
  public static List<Map<String, @Nullable Object>> runs(Path output) {
    return RunDirectory.all(output).stream().map(RunDirectory::runJson).toList();
  }

  static RunRecord run(
      Pipeline pipeline, List<String> numerics, RunSettings settings, Progress progress) {
    long start = System.nanoTime();
    Map<String, String> work = Fingerprint.of(pipeline, settings.seed(), numerics);
    requireInput(settings);
    refuseForeign(settings);
    try (RunDirectory.Lock _ = RunDirectory.Lock.acquire(settings.output())) {
      Opening opening = Opening.of(pipeline, settings, work);
      if (opening.finished() != null) {
        return RunDocument.record(opening.finished(), opening.directory());
      }
      RunDirectory directory = opening.directory();
      RunDocument document = new RunDocument(pipeline.name(), settings, work, directory);
      document.writeStarted();
      return execute(pipeline, settings, progress, opening, document, start);
    }
  }

  private static RunRecord execute(
      Pipeline pipeline,
      RunSettings settings,
      Progress progress,
      Opening opening,
      RunDocument document,
      long start) {
    RunDirectory directory = opening.directory();
    RunResult result;
    List<RunRecord.Alert> alerts;
    RunExecutor executor =
        new RunExecutor(pipeline, settings, directory, opening.resumes(), progress);
    if (!RUNNING.compareAndSet(null, executor)) {
      executor.requestStop();
      throw new IllegalStateException("this process already runs a pipeline");
    }
    try (executor) {
      result = executor.execute();
      Alerts rules = new Alerts();
      RunExports.profile(executor, directory, rules);
      alerts = rules.evaluate(result.refusals(), executor.rssSamples());
      RunExports.failures(result, directory);
    } catch (BudgetException | DataException | UsageException refused) {
      if (!opening.resumes() && executor.committedNothing()) {
        directory.forget();
      }
      throw refused;
    } finally {
      RUNNING.set(null);
    }
    alerts.forEach(alert -> progress.message(alert.rule() + ": " + alert.message()));
    RunRecord record =
        document.finish(result, alerts, (System.nanoTime() - start) / 1e9, ProcessMeter.read());
    if (!settings.keepParts()) {
      directory.deleteParts();
    }
    return record;
  }

  private static void requireInput(RunSettings settings) {
    if (settings.input().isPresent() && !Files.isReadable(settings.input().get())) {
      throw new UsageException(
          "input.missing",
          "--input " + settings.input().get() + " does not exist or is not readable");
    }
  }

  /// A folder with other content is refused unless the user says otherwise.
  private static void refuseForeign(RunSettings settings) {
    Path output = settings.output();
    if (settings.start() != RunSettings.Start.FRESH || !Files.exists(output)) {
      return;
    }
    if (!Files.isDirectory(output)) {
      throw new UsageException("output.file", "--output " + output + " is a file, not a folder");
    }
    if (Files.exists(output.resolve(RunDirectory.FOLDER))) {
      return;
    }
    try (Stream<Path> entries = Files.list(output)) {
      if (entries.findAny().isPresent()) {
        throw new ResumeException(
            "output.foreign",
            output + " holds files that are not of a run; choose another --output, or --overwrite");
      }
    } catch (IOException failure) {
      throw IoFailures.reading(output.toString(), failure);
    }
  }
}
