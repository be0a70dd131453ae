package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.model.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private static Progress.State state(
      long done, long failed, int seconds, @Nullable Duration left) {
    return new Progress.State(
        "visits", 1, 1, "running", done, 1100, failed, Duration.ofSeconds(seconds), left);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void saysItemsRateTimeLeftAndFailures() {
    Progress.State start = state(100, 0, 10, null);
    assertThat(ProgressLine.line(state(410, 2, 110, Duration.ofSeconds(222)), start))
        .isEqualTo("visits  410/1100  37 %  3.1 items/s  3 min 42 s left  2 failed");
    assertThat(ProgressLine.line(start, start)).isEqualTo("visits  100/1100  9 %");
    Progress.State second =
        new Progress.State("rank", 2, 3, "writing", 5, 0, 0, Duration.ZERO, null);
    assertThat(ProgressLine.line(second, second)).isEqualTo("2/3 rank writing  5");
  }

  @Test
  void aSlowRateIsPerMinute() {
    assertThat(ProgressLine.rate(0.05)).isEqualTo("3.0 items/min");
    assertThat(ProgressLine.rate(2.25)).isEqualTo("2.3 items/s");
    assertThat(ProgressLine.rate(1234.5)).isEqualTo("1235 items/s");
  }

  @Test
  void plainLinesComeEveryFewSeconds() {
    try (ProgressLine progress = new ProgressLine(err, false, 80)) {
      for (int second = 0; second < 12; second++) {
        progress.update(state(second, 0, second, null));
      }
    }
    assertThat(printed().lines()).hasSize(2).allMatch(line -> line.startsWith("visits  "));
  }

  @Test
  void aTerminalGetsOneLineThatFitsAndIsTakenAway() {
    try (ProgressLine progress = new ProgressLine(err, true, 20)) {
      progress.update(state(100, 0, 1, null));
      progress.message("an alert");
      progress.update(state(200, 0, 2, null));
    }
    assertThat(printed())
        .startsWith("\r\u001b[Kvisits  100/1100  9")
        .contains("\r\u001b[Kan alert" + System.lineSeparator())
        .endsWith("\r\u001b[K");
    assertThat(printed().split("\r|\n", -1)).allMatch(line -> line.length() < 20 + 3);
  }
}
