package dev.millrace.engine.exec;

import dev.millrace.engine.errors.MillraceException;
import dev.millrace.engine.io.LocalInput;
import dev.millrace.engine.io.ReadRecorder;
import dev.millrace.engine.journal.Commit;
import dev.millrace.engine.journal.CommitTable;
import dev.millrace.engine.journal.Journal;
import dev.millrace.engine.journal.Journal.PhaseClosed;
import dev.millrace.engine.journal.RunDirectory;
import dev.millrace.engine.model.Fingerprint;
import dev.millrace.engine.model.Phase;
import dev.millrace.engine.model.Pipeline;
import dev.millrace.engine.model.Results;
import dev.millrace.engine.model.RunSettings;
import dev.millrace.engine.model.SourceContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Carries the leading phases of an earlier run over into a new one, when everything upstream of
/// their results is the same: stages, parameters, items and the bytes they read.
public final class PhaseReuse {
  private PhaseReuse() {}

  /// Moves parts and journal entries of the phases that can be reused into the new run's directory,
  /// whose journal then stands as if a run had been stopped after them.
  ///
  /// @param before what made the earlier run's work
  /// @return how many leading phases were carried over
  public static int carryOver(
      Pipeline pipeline,
      RunSettings settings,
      Map<String, String> before,
      Map<String, String> now,
      RunDirectory from,
      RunDirectory to) {
    if (!from.has("journal") || !from.has("parts")) {
      return 0;
    }
    List<Commit> commits = new ArrayList<>();
    List<PhaseClosed> closed = new ArrayList<>();
    Journal.recover(from.journal(), commits::add, closed::add).close();
    int same = leadingSame(pipeline, before, now);
    int reused = 0;
    while (reused < same && unchanged(pipeline, settings, reused, from, commits)) {
      reused++;
    }
    int phases = reused;
    commits.removeIf(commit -> commit.phase() >= phases);
    closed.removeIf(
        phase -> phase.phase() >= phases || PhaseResult.parse(phase.results()).kept() < 0);
    if (commits.isEmpty()) {
      return 0;
    }
    Set<String> logs = new HashSet<>();
    commits.forEach(commit -> logs.add("log-" + commit.log()));
    closed.forEach(phase -> logs.add("log-" + PhaseResult.parse(phase.results()).keptLog()));
    from.moveParts(to, logs);
    for (Phase phase : pipeline.phases().subList(0, phases)) {
      String items = ItemList.file(phase.name());
      if (from.has(items)) {
        to.writeText(items, from.readText(items));
      }
    }
    try (Journal journal = Journal.create(to.journal())) {
      journal.append(commits);
      closed.forEach(journal::append);
    }
    return phases;
  }

  /// Phases from the first on whose description is the same, as is all before them.
  private static int leadingSame(
      Pipeline pipeline, Map<String, String> before, Map<String, String> now) {
    List<String> differing = Fingerprint.differences(before, now);
    for (String key : List.of("pipeline", "seed", "numerics")) {
      if (differing.contains(key)) {
        return 0;
      }
    }
    int same = 0;
    for (Phase phase : pipeline.phases()) {
      String product = phase.name() + ".product";
      if (differing.stream()
          .anyMatch(key -> key.startsWith(phase.name() + ".") && !key.startsWith(product))) {
        break;
      }
      same++;
    }
    return same;
  }

  private static boolean unchanged(
      Pipeline pipeline, RunSettings settings, int index, RunDirectory from, List<Commit> commits) {
    Phase phase = pipeline.phases().get(index);
    ReadRecorder reads = new ReadRecorder();
    LocalInput input = new LocalInput(settings.input().orElse(settings.output()), reads);
    CommitTable table = new CommitTable(index);
    commits.stream().filter(commit -> commit.phase() == index).forEach(table::add);
    if (table.size() == 0 || !from.has(ItemList.file(phase.name()))) {
      return false;
    }
    try (PartReader reader = new PartReader(log -> from.parts().resolve("log-" + log))) {
      if (index == 0) {
        String items = ItemList.digest(phase.source().open(new InputOnly(input)));
        if (!items.equals(from.readText(ItemList.file(phase.name())))) {
          return false;
        }
      }
      Recall.of(reader, table, input, settings.verifyInputs());
      return true;
    } catch (MillraceException changed) {
      return false;
    } finally {
      input.closeAll();
    }
  }

  private record InputOnly(LocalInput input) implements SourceContext {
    @Override
    public <R> Results<R> results(String phase, Class<R> type) {
      throw new IllegalStateException("the first phase has no earlier results");
    }
  }
}
