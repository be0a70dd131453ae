package dev.millrace.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.engine.cost.CostModel;
import dev.millrace.engine.errors.BudgetException;
import dev.millrace.engine.model.Budget;
import dev.millrace.engine.model.JvmLimits;
import dev.millrace.engine.model.RunSettings;
import dev.millrace.engine.model.WorkingSet;
import dev.millrace.engine.units.DataSize;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ChunkSizerTest {
  private static RunSettings settings(
      Budget budget, OptionalLong items, RunSettings.Sizing sizing) {
    return new RunSettings(
        Optional.empty(),
        Path.of("out"),
        Map.of(),
        budget,
        new JvmLimits(1 << 28, 1 << 24),
        0,
        RunSettings.Start.FRESH,
        items,
        sizing,
        3,
        0,
        false,
        false,
        false);
  }

  private static final Budget BUDGET = Budget.of(2, DataSize.mebibytes(512));

  @Test
  void theFirstChunkIsOneBlockAndChunksGrowFourfoldToAQuarterSecond() {
    ChunkSizer sizer =
        ChunkSizer.of(settings(BUDGET, OptionalLong.empty(), RunSettings.Sizing.MEASURED), 1, 2);
    CostModel cost = new CostModel();
    assertThat(sizer.next(cost, 0, 1, 1_000_000)).isEqualTo(1);
    cost.learn(1, 0.001);
    assertThat(sizer.next(cost, 1, 1, 1_000_000)).isEqualTo(4);
    assertThat(sizer.next(cost, 100, 1, 1_000_000)).isEqualTo(250);
    assertThat(sizer.next(cost, 250, 1, 100)).isEqualTo(25);
    assertThat(sizer.next(cost, 250, 1, 1)).isEqualTo(1);
  }

  @Test
  void chunksAreWholeBlocks() {
    ChunkSizer sizer =
        ChunkSizer.of(settings(BUDGET, OptionalLong.of(50), RunSettings.Sizing.MEASURED), 16, 2);
    assertThat(sizer.next(new CostModel(), 0, 1, 1000)).isEqualTo(48);
  }

  @Test
  void theGuidesFormulaAndItsExample() {
    Budget half = BUDGET.sharing(0.5);
    ChunkSizer sizer =
        ChunkSizer.of(settings(half, OptionalLong.empty(), RunSettings.Sizing.GUIDE), 1, 2);
    assertThat(sizer.next(new CostModel(), 0, 1, 1000)).isEqualTo(32);
  }

  @Test
  void asManyWorkersAsFitAndARefusalThatNamesABudgetThatWorks() {
    WorkingSet each = new WorkingSet(20L << 20, 1L << 20);
    WorkingSet shared = new WorkingSet(10L << 20, 0);
    JvmLimits large = Footprint.limits(DataSize.mebibytes(400), 4);
    assertThat(
            Workers.plan("p", Budget.of(4, DataSize.mebibytes(400)), large, each, shared).count())
        .isEqualTo(4);
    JvmLimits small = Footprint.limits(DataSize.mebibytes(170), 2);
    assertThatThrownBy(
            () -> Workers.plan("p", Budget.of(2, DataSize.mebibytes(170)), small, each, shared))
        .isInstanceOf(BudgetException.class)
        .hasMessageContaining("--memory 1");
    DataSize named = Footprint.smallestFor(each.plus(shared), 1);
    JvmLimits enough = Footprint.limits(named, 1);
    assertThat(Workers.plan("p", Budget.of(1, named), enough, each, shared).count()).isEqualTo(1);
    DataSize less = DataSize.mebibytes(named.ceilMebibytes() - 2);
    assertThatThrownBy(
            () -> Workers.plan("p", Budget.of(1, less), Footprint.limits(less, 1), each, shared))
        .isInstanceOf(BudgetException.class);
  }
}
