package dev.millrace.engine.exec;

import dev.millrace.engine.errors.InterruptedRunException;
import dev.millrace.engine.io.DiskMeter;
import dev.millrace.engine.io.LocalInput;
import dev.millrace.engine.io.ReadRecorder;
import dev.millrace.engine.journal.ChunkTail;
import dev.millrace.engine.journal.Commit;
import dev.millrace.engine.journal.CommitTable;
import dev.millrace.engine.journal.Journal;
import dev.millrace.engine.journal.RunDirectory;
import dev.millrace.engine.memory.MemoryPool;
import dev.millrace.engine.model.Dataset;
import dev.millrace.engine.model.Phase;
import dev.millrace.engine.model.Pipeline;
import dev.millrace.engine.model.Progress;
import dev.millrace.engine.model.Results;
import dev.millrace.engine.model.RunSettings;
import dev.millrace.engine.model.SourceContext;
import dev.millrace.engine.plan.Footprint;
import dev.millrace.engine.units.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Carries out a pipeline in one run directory, from whatever its journal says is done.
public final class RunExecutor implements AutoCloseable {
  private final Pipeline pipeline;
  private final RunSettings settings;
  private final RunDirectory directory;
  private final StopSignal stop = new StopSignal();
  private final TreeMap<Integer, CommitTable> committed = new TreeMap<>();
  private final TreeMap<Integer, PhaseResult> closed = new TreeMap<>();
  private final Journal journal;
  private final GroupCommitter committer;
  private final RunResources resources;
  private final Monitor monitor;
  private final List<KeptResults<?>> openResults = new ArrayList<>();

  /// @param resume whether the directory holds a journal to go on from
  public RunExecutor(
      Pipeline pipeline,
      RunSettings settings,
      RunDirectory directory,
      boolean resume,
      Progress progress) {
    this.pipeline = pipeline;
    this.settings = settings;
    this.directory = directory;
    int[] lastLog = {-1};
    this.journal =
        resume
            ? Journal.recover(
                directory.journal(),
                commit -> {
                  table(commit.phase()).add(commit);
                  lastLog[0] = Math.max(lastLog[0], commit.log());
                },
                close -> {
                  PhaseResult result = PhaseResult.parse(close.results());
                  closed.put(close.phase(), result);
                  lastLog[0] = Math.max(lastLog[0], result.keptLog());
                })
            : Journal.create(directory.journal());
    this.committer = new GroupCommitter(journal, stop);
    DiskMeter disk =
        settings.budget().disk().map(size -> new DiskMeter(size.bytes())).orElse(unbounded());
    this.resources =
        new RunResources(
            settings,
            directory.parts(),
            disk,
            new MemoryPool("heap", Footprint.usableHeapBytes(settings.limits().heapBytes())),
            new MemoryPool("native", settings.limits().nativeBytes()),
            stop,
            committer,
            lastLog[0] + 1);
    this.monitor = new Monitor(settings, progress, stop, directory);
  }

  private static DiskMeter unbounded() {
    return DiskMeter.unbounded();
  }

  private CommitTable table(int phase) {
    return committed.computeIfAbsent(phase, CommitTable::new);
  }

  /// Asks the run to stop cleanly; from any thread.
  public void requestStop() {
    stop.request(
        new InterruptedRunException(
            "interrupted", "interrupted; what is done is kept: go on with --resume"));
  }

  /// Runs every phase that is not closed yet.
  public RunResult execute() {
    List<PhaseResult> results = new ArrayList<>();
    for (int i = 0; i < pipeline.phases().size(); i++) {
      PhaseResult done = closed.get(i);
      results.add(done != null && stillThere(done) ? done : phase(i));
    }
    stop.throwIfRequested();
    return new RunResult(
        results,
        resources.heap().refusals() + resources.nativePool().refusals(),
        resources.heap().peakBytes() + resources.nativePool().peakBytes());
  }

  private boolean stillThere(PhaseResult done) {
    return done.files().stream()
        .allMatch(name -> java.nio.file.Files.exists(settings.output().resolve(name)));
  }

  private PhaseResult phase(int index) {
    Phase phase = pipeline.phases().get(index);
    ReadRecorder reads = new ReadRecorder();
    LocalInput input = new LocalInput(resources.inputPath(), reads);
    Context context = new Context(input);
    SideInputs sides =
        SideInputs.load(phase.sides(), context, resources.heap().open("side inputs"));
    Dataset<?> dataset = phase.source().open(context);
    input.closeAll();
    ItemList.requireSame(directory, phase.name(), dataset);
    CommitTable done = table(index);
    Recall recalled = recall(done, input);
    long before = System.nanoTime();
    try (PhaseRun run = new PhaseRun(index, phase, resources, dataset, sides, done)) {
      recalled.tails().forEach(run.state()::learn);
      monitor.watch(run, index + 1, pipeline.phases().size());
      writePlan(run);
      ClosingOutput.Finished finished = run.execute();
      PhaseResult result =
          PhaseResult.of(phase.name(), run, finished, (System.nanoTime() - before) / 1e9);
      journal.append(new Journal.PhaseClosed(index, Json.printLine(result.toMap())));
      closed.put(index, result);
      return result;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedRunException("interrupted", "the run's thread was interrupted");
    } finally {
      openResults.forEach(KeptResults::close);
      openResults.clear();
    }
  }

  private Recall recall(CommitTable done, LocalInput input) {
    try (PartReader reader = resources.newReader()) {
      return Recall.of(reader, done, input, settings.verifyInputs());
    }
  }

  private void writePlan(PhaseRun run) {
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("phase", run.name());
    plan.put("items", run.state().dataset().size());
    plan.put("committed_items", run.state().finishedItems());
    plan.put("workers", run.workers().count());
    plan.put("worker_heap_bytes", run.workers().perWorker().heapBytes());
    plan.put("worker_native_bytes", run.workers().perWorker().nativeBytes());
    plan.put("shared_heap_bytes", run.workers().shared().heapBytes());
    plan.put("heap_bytes", run.workers().heapBytes());
    plan.put("native_bytes", run.workers().nativeBytes());
    plans.put(run.name(), plan);
    directory.writeText("plan.json", Json.print(Map.of("phases", plans)) + "\n");
  }

  private final Map<String, Object> plans = new LinkedHashMap<>();

  /// Hears of a durable chunk.
  @FunctionalInterface
  public interface CommitVisitor {
    void visit(String phase, Commit commit) throws IOException;
  }

  /// Goes through the durable chunks of all phases, for the run's record.
  public void forEachCommit(CommitVisitor visitor) throws IOException {
    for (Map.Entry<Integer, CommitTable> entry : committed.entrySet()) {
      String name = pipeline.phases().get(entry.getKey()).name();
      for (int i = 0; i < entry.getValue().size(); i++) {
        visitor.visit(name, entry.getValue().get(i));
      }
    }
  }

  /// A chunk's tail; one thread.
  public ChunkTail tail(Commit commit) {
    if (tailReader == null) {
      tailReader = resources.newReader();
    }
    return tailReader.tail(commit);
  }

  private @Nullable PartReader tailReader;

  /// Whether no chunk of this run is durable, and so nothing could be resumed.
  public boolean committedNothing() {
    return closed.isEmpty() && committed.values().stream().allMatch(table -> table.size() == 0);
  }

  /// Resident memory over the run, sampled evenly.
  public long[] rssSamples() {
    return monitor.rssSamples();
  }

  @Override
  public void close() {
    committer.close();
    monitor.close();
    if (tailReader != null) {
      tailReader.close();
    }
    journal.close();
  }

  private final class Context implements SourceContext {
    private final LocalInput input;

    Context(LocalInput input) {
      this.input = input;
    }

    @Override
    public LocalInput input() {
      return input;
    }

    @Override
    public <R> Results<R> results(String phase, Class<R> type) {
      PhaseResult result =
          closed.values().stream()
              .filter(done -> done.phase().equals(phase) && done.kept() >= 0)
              .findFirst()
              .orElseThrow(() ->
                  new IllegalStateException(
                      "phase " + phase + " keeps no results: end it with keep()"));
      KeptResults<R> results =
          KeptResults.open(resources.newReader(), result.keptLog(), result.kept(), type);
      openResults.add(results);
      return results;
    }
  }
}
