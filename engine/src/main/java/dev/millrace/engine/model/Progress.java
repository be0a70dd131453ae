package dev.millrace.engine.model;

import java.time.Duration;

/// Hears how a run goes on; called a few times a second from one thread.
public interface Progress {
  Progress SILENT =
      new Progress() {
        @Override
        public void update(State state) {}

        @Override
        public void message(String text) {}
      };

  void update(State state);

  /// A line for people: an alert, a failed item, what the run waits for.
  void message(String text);

  /// @param activity what the phase is doing: `running`, `writing`
  /// @param left time to the end of this phase at the present rate; null while unknown
  record State(
      String phase,
      int phaseNumber,
      int phases,
      String activity,
      long doneItems,
      long items,
      long failedItems,
      Duration elapsed,
      @org.jspecify.annotations.Nullable Duration left) {}
}
