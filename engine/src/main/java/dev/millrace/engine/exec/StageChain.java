package dev.millrace.engine.exec;

import dev.millrace.engine.model.Emitter;
import dev.millrace.engine.model.Phase.NamedStage;
import dev.millrace.engine.model.Stage;
import dev.millrace.engine.profile.StageClock;
import java.util.List;

/// The map stages of a phase as one call: each stage's results flow into the next while it runs,
/// and the clock follows them. One thread.
final class StageChain {
  private final Emitter<Object> first;

  private StageChain(Emitter<Object> first) {
    this.first = first;
  }

  /// @param last takes what the last stage emits
  static StageChain of(
      List<NamedStage> stages, ItemContext context, StageClock clock, Emitter<Object> last) {
    int records = clock.slot("records");
    Emitter<Object> next =
        result -> {
          int before = clock.enter(records);
          last.emit(result);
          clock.switchTo(before);
        };
    for (int i = stages.size() - 1; i >= 0; i--) {
      next = link(stages.get(i), context, clock, next);
    }
    return new StageChain(next);
  }

  // The builder's types guarantee that each stage gets what the one before emits.
  @SuppressWarnings("unchecked")
  private static Emitter<Object> link(
      NamedStage named, ItemContext context, StageClock clock, Emitter<Object> next) {
    Stage<Object, Object> stage = (Stage<Object, Object>) named.stage();
    int slot = clock.slot(named.name());
    return input -> {
      int before = clock.enter(slot);
      stage.apply(input, context, next);
      clock.switchTo(before);
    };
  }

  void run(Object item) {
    first.emit(item);
  }
}
