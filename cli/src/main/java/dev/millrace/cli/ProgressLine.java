package dev.millrace.cli;

import dev.millrace.engine.model.Progress;
import dev.millrace.engine.units.Durations;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The progress of a run on standard error: on a terminal one line that is redrawn, elsewhere a
/// plain line every few seconds. Calls come from one thread at a time.
final class ProgressLine implements Progress, AutoCloseable {
  private static final Duration PLAIN_EVERY = Duration.ofSeconds(5);
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream err;
  private final boolean redraw;
  private final int columns;
  private String drawn = "";
  private @Nullable State phaseStart;
  private Duration lastPlain = Duration.ZERO;

  ProgressLine(PrintStream err, boolean redraw, int columns) {
    this.err = err;
    this.redraw = redraw;
    this.columns = columns;
  }

  @Override
  public synchronized void update(State state) {
    if (phaseStart == null || !phaseStart.phase().equals(state.phase())) {
      phaseStart = state;
    }
    String line = line(state, phaseStart);
    if (redraw) {
      draw(line.substring(0, Math.min(line.length(), columns - 1)));
    } else if (state.elapsed().minus(lastPlain).compareTo(PLAIN_EVERY) >= 0) {
      lastPlain = state.elapsed();
      err.println(line);
      err.flush();
    }
  }

  @Override
  public synchronized void message(String text) {
    if (redraw && !drawn.isEmpty()) {
      err.print(CLEAR);
    }
    err.println(text);
    String again = drawn;
    drawn = "";
    if (redraw && !again.isEmpty()) {
      draw(again);
    }
    err.flush();
  }

  /// Takes the line off the terminal.
  @Override
  public synchronized void close() {
    if (redraw && !drawn.isEmpty()) {
      err.print(CLEAR);
      err.flush();
      drawn = "";
    }
  }

  private void draw(String line) {
    if (!line.equals(drawn)) {
      err.print(CLEAR + line);
      err.flush();
      drawn = line;
    }
  }

  /// `visits 412/1100 37 % 3.1 items/s 3 min 42 s left 2 failed`.
  static String line(State state, State phaseStart) {
    StringBuilder line = new StringBuilder();
    if (state.phases() > 1) {
      line.append(state.phaseNumber()).append('/').append(state.phases()).append(' ');
    }
    line.append(state.phase());
    if (!state.activity().equals("running")) {
      line.append(' ').append(state.activity());
    }
    line.append("  ").append(state.doneItems());
    if (state.items() > 0) {
      line.append('/').append(state.items());
      line.append("  ").append(100 * state.doneItems() / state.items()).append(" %");
    }
    double seconds = state.elapsed().minus(phaseStart.elapsed()).toNanos() / 1e9;
    long done = state.doneItems() - phaseStart.doneItems();
    if (seconds > 0.5 && done > 0) {
      line.append("  ").append(rate(done / seconds));
    }
    if (state.left() != null) {
      line.append("  ").append(left(Objects.requireNonNull(state.left()))).append(" left");
    }
    if (state.failedItems() > 0) {
      line.append("  ").append(state.failedItems()).append(" failed");
    }
    return line.toString();
  }

  private static String left(Duration left) {
    return left.toSeconds() < 60 ? Math.max(1, left.toSeconds()) + " s" : Durations.text(left);
  }

  static String rate(double perSecond) {
    String unit = " items/s";
    double value = perSecond;
    if (perSecond > 0 && perSecond < 0.1) {
      unit = " items/min";
      value = perSecond * 60;
    }
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.1f", value) + unit;
  }
}
