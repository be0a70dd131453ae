package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.engine.errors.BudgetException;
import dev.millrace.engine.errors.DeadlineException;
import dev.millrace.engine.errors.InterruptedRunException;
import dev.millrace.engine.errors.ResumeException;
import dev.millrace.engine.model.Budget;
import dev.millrace.engine.model.JvmLimits;
import dev.millrace.engine.model.Progress;
import dev.millrace.engine.model.RunRecord;
import dev.millrace.engine.model.RunSettings;
import dev.millrace.engine.model.RunSettings.Start;
import dev.millrace.engine.units.DataSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
  private static final Synthetic.Options SMALL = new Synthetic.Options(3000, 20, 0, 8, 0);
  private static final Budget BUDGET = Budget.of(2, DataSize.mebibytes(256));

  @TempDir private Path folder;

  private static RunSettings settings(Path output, Budget budget, Start start, long chunkItems) {
    return new RunSettings(
        Optional.empty(),
        output,
        Map.of(),
        budget,
        new JvmLimits(128L << 20, 16L << 20),
        7,
        start,
        chunkItems > 0 ? OptionalLong.of(chunkItems) : OptionalLong.empty(),
        RunSettings.Sizing.MEASURED,
        3,
        0,
        false,
        false,
        false);
  }

  private static RunRecord run(Synthetic.Options options, RunSettings settings) {
    return Engine.run(new Synthetic(), options, settings, Progress.SILENT);
  }

  private String product(String name) throws IOException {
    return Files.readString(folder.resolve(name).resolve("totals.txt"));
  }

  @Test
  void neitherWorkersNorChunkSizeChangeTheBytes() throws IOException {
    run(SMALL, settings(folder.resolve("a"), Budget.of(1, BUDGET.memory()), Start.FRESH, 0));
    String expected = product("a");
    for (int cores = 1; cores <= 3; cores++) {
      for (long items : new long[] {1, 7, 1000}) {
        String name = "c" + cores + "i" + items;
        RunRecord record =
            run(
                SMALL,
                settings(
                    folder.resolve(name), Budget.of(cores, BUDGET.memory()), Start.FRESH, items));
        assertThat(product(name)).isEqualTo(expected);
        assertThat(record.outcome()).isEqualTo(RunRecord.Outcome.COMPLETE);
        assertThat(record.items()).isEqualTo(3017);
      }
    }
    assertThat(expected.lines().count()).isEqualTo(18);
  }

  @Test
  void failedItemsAreNamedAndTheOthersComplete() throws IOException {
    Synthetic.Options options = new Synthetic.Options(100, 1, 10, 2, 0);
    RunRecord record = run(options, settings(folder.resolve("f"), BUDGET, Start.FRESH, 0));

    assertThat(record.outcome()).isEqualTo(RunRecord.Outcome.INCOMPLETE);
    assertThat(record.failed()).isEqualTo(10);
    assertThat(Files.readString(record.directory().resolve("failures.csv")))
        .contains("draw,failed,number 9,draw,synthetic.fail,item 9 is told to fail")
        .contains("number 99");
  }

  @Test
  void aRefusedChunkIsSplitAndAnItemThatNeverFitsEndsTheRun() {
    Synthetic.Options greedy = new Synthetic.Options(50, 1, 0, 2, 60 << 20);
    assertThat(run(greedy, settings(folder.resolve("g"), BUDGET, Start.FRESH, 10)).outcome())
        .isEqualTo(RunRecord.Outcome.COMPLETE);

    Synthetic.Options impossible = new Synthetic.Options(50, 1, 0, 2, 200 << 20);
    assertThatThrownBy(
            () -> run(impossible, settings(folder.resolve("i"), BUDGET, Start.FRESH, 10)))
        .isInstanceOf(BudgetException.class)
        .hasMessageContaining("one item alone")
        .hasMessageContaining("--memory");
  }

  @Test
  void aBudgetThatCannotWorkIsRefusedBeforeAnythingStarts() {
    RunSettings tiny =
        new RunSettings(
            Optional.empty(),
            folder.resolve("t"),
            Map.of(),
            BUDGET,
            new JvmLimits(9L << 20, 16L << 20),
            7,
            Start.FRESH,
            OptionalLong.empty(),
            RunSettings.Sizing.MEASURED,
            3,
            0,
            false,
            false,
            false);
    assertThatThrownBy(() -> run(SMALL, tiny))
        .isInstanceOf(BudgetException.class)
        .hasMessageContaining("the smallest that can");
  }

  @Test
  void stoppedByTheDeadlineAndResumedToTheSameBytes() throws IOException {
    Synthetic.Options slow = new Synthetic.Options(4000, 20_000, 0, 2, 0);
    run(slow, settings(folder.resolve("whole"), BUDGET, Start.FRESH, 0));
    Path output = folder.resolve("d");
    assertThatThrownBy(() ->
            run(slow, settings(output, BUDGET.within(Duration.ofMillis(300)), Start.FRESH, 5)))
        .isInstanceOf(DeadlineException.class)
        .hasMessageContaining("--resume");
    RunRecord resumed = run(slow, settings(output, BUDGET, Start.RESUME, 0));

    assertThat(resumed.recomputedChunks()).isZero();
    assertThat(product("d")).isEqualTo(product("whole"));
  }

  @Test
  void interruptedAndResumed() throws IOException {
    Synthetic.Options slow = new Synthetic.Options(4000, 20_000, 0, 2, 0);
    Path output = folder.resolve("stop");
    Progress stopSoon =
        new Progress() {
          @Override
          public void update(State state) {
            if (state.doneItems() > 10) {
              Engine.requestStop();
            }
          }

          @Override
          public void message(String text) {}
        };
    assertThatThrownBy(() ->
            Engine.run(new Synthetic(), slow, settings(output, BUDGET, Start.FRESH, 5), stopSoon))
        .isInstanceOf(InterruptedRunException.class);
    run(slow, settings(output, BUDGET, Start.RESUME, 0));
    run(slow, settings(folder.resolve("whole"), BUDGET, Start.FRESH, 0));
    assertThat(product("stop")).isEqualTo(product("whole"));
  }

  @Test
  void aDiskBudgetStopsTheRunResumable() throws IOException {
    Synthetic.Options wide = new Synthetic.Options(3000, 1, 0, 200, 0);
    Path output = folder.resolve("disk");
    assertThatThrownBy(() ->
            run(wide, settings(output, BUDGET.onDisk(DataSize.mebibytes(2)), Start.FRESH, 50)))
        .isInstanceOf(BudgetException.class)
        .hasMessageContaining("--disk");
    run(wide, settings(output, BUDGET, Start.RESUME, 0));
    run(wide, settings(folder.resolve("whole"), BUDGET, Start.FRESH, 0));
    assertThat(product("disk")).isEqualTo(product("whole"));
  }

  @Test
  void anOutputIsNotLostByAccident() throws IOException {
    Path output = folder.resolve("o");
    run(SMALL, settings(output, BUDGET, Start.FRESH, 0));
    String before = product("o");
    assertThatThrownBy(() -> run(SMALL, settings(output, BUDGET, Start.FRESH, 0)))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("finished run");
    Synthetic.Options other = new Synthetic.Options(3000, 21, 0, 8, 0);
    assertThatThrownBy(() -> run(other, settings(output, BUDGET, Start.RESUME, 0)))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("draw.draw.work was 20, now 21");
    assertThat(product("o")).isEqualTo(before);
    assertThat(run(SMALL, settings(output, BUDGET, Start.RESUME, 0)).outcome())
        .isEqualTo(RunRecord.Outcome.COMPLETE);

    Path foreign = Files.createDirectories(folder.resolve("foreign"));
    Files.writeString(foreign.resolve("thesis.tex"), "years of work");
    assertThatThrownBy(() -> run(SMALL, settings(foreign, BUDGET, Start.FRESH, 0)))
        .isInstanceOf(ResumeException.class);
    assertThat(foreign.resolve("thesis.tex")).exists();
  }

  @Test
  void phasesAreReusedWhenNothingUpstreamChanged() throws IOException {
    Path output = folder.resolve("r");
    RunSettings keep = keepingParts(settings(output, BUDGET, Start.FRESH, 0));
    RunRecord first = run(SMALL, keep);
    String expected = product("r");
    RunRecord again = run(SMALL, keepingParts(settings(output, BUDGET, Start.OVERWRITE, 0)));

    assertThat(product("r")).isEqualTo(expected);
    assertThat(again.run()).isNotEqualTo(first.run());
    assertThat(Files.readString(again.directory().resolve("plan.json"))).doesNotContain("\"draw\"");
    Synthetic.Options other = new Synthetic.Options(3000, 21, 0, 8, 0);
    RunRecord changed = run(other, keepingParts(settings(output, BUDGET, Start.OVERWRITE, 0)));
    assertThat(Files.readString(changed.directory().resolve("plan.json"))).contains("\"draw\"");
    assertThat(product("r")).isNotEqualTo(expected);
  }

  private static RunSettings keepingParts(RunSettings s) {
    return new RunSettings(
        s.input(),
        s.output(),
        s.parameters(),
        s.budget(),
        s.limits(),
        s.seed(),
        s.start(),
        s.chunkItems(),
        s.sizing(),
        s.maxChunkRetries(),
        s.maxRejects(),
        s.failFast(),
        true,
        s.verifyInputs());
  }
}
