package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.units.DataSize;
import dev.millrace.engine.units.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole program as a process: what a caller sees of limits, streams, signals and exit codes.
class LauncherIT {
  private static final String MEMORY = "200m";

  @TempDir Path folder;
  private Launcher launcher = new Launcher(Path.of(""));
  private Path input;
  private Path output;
  private Path jar;

  @BeforeEach
  void prepare() throws IOException {
    launcher = new Launcher(folder);
    jar = launcher.tinyJar();
    input = Files.createDirectories(folder.resolve("größe in"));
    output = folder.resolve("out dir");
    for (int i = 0; i < 40; i++) {
      Files.writeString(
          input.resolve(String.format(java.util.Locale.ROOT, "%02d.txt", i)), i + "\n");
    }
  }

  private List<String> tiny(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                "tiny",
                "--jar",
                jar.toString(),
                "--input",
                input.toString(),
                "--output",
                output.toString(),
                "--json"));
    words.addAll(List.of(more));
    return words;
  }

  private Launcher.Ended run(List<String> words) throws IOException, InterruptedException {
    return launcher.run(words.toArray(String[]::new));
  }

  @Test
  void runsWithinItsBudgetAndPrintsNothingButTheDocument() throws Exception {
    Launcher.Ended ended = run(tiny("--memory", MEMORY, "--cores", "2"));
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.err()).isEmpty();
    Map<String, @Nullable Object> document = Json.parseObject(ended.out());
    assertThat(document).containsEntry("items", 40L);
    assertThat((Long) document.get("peak_rss_bytes"))
        .isBetween(20L << 20, DataSize.parse(MEMORY).bytes());
  }

  @Test
  void anInterruptedRunStopsCleanlyAndGoesOnUnderItsOldBudget() throws Exception {
    Process process =
        launcher.start(
            tiny("--memory", MEMORY, "--cores", "1", "--delay", "250", "--chunk-items", "1"));
    waitFor(output.resolve(".millrace/run-0001/journal"));
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    Launcher.Ended stopped = launcher.end(process);
    assertThat(stopped.exit()).as(stopped.err()).isEqualTo(130);
    assertThat(Json.parseObject(stopped.out())).containsOnlyKeys("error");
    assertThat(stopped.err()).contains("millrace resume ").doesNotContain("WARNING");
    assertThat(output.resolve("numbers.txt")).doesNotExist();

    Launcher.Ended ended =
        launcher.run("resume", output.toString(), "--jar", jar.toString(), "--json");
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(Json.parseObject(ended.out())).containsEntry("items", 40L);
    assertThat(Files.readAllLines(output.resolve("numbers.txt"))).hasSize(40);
    Map<String, @Nullable Object> shown =
        Json.parseObject(launcher.run("show", output.toString(), "--json").out());
    Map<?, ?> budget = (Map<?, ?>) Objects.requireNonNull(shown.get("budget"));
    assertThat(budget.get("memory_bytes")).isEqualTo(DataSize.parse(MEMORY).bytes());
    assertThat(budget.get("cores")).isEqualTo(1L);
  }

  @Test
  void aDeadlineIsExitCode5() throws Exception {
    Launcher.Ended ended =
        run(tiny("--cores", "1", "--delay", "2000", "--deadline", "1s", "--chunk-items", "1"));
    assertThat(ended.exit()).as(ended.err()).isEqualTo(5);
  }

  @Test
  void theBudgetMayStandInAFile() throws Exception {
    Path config = folder.resolve("millrace.toml");
    Files.writeString(config, "[run]\nmemory = \"" + MEMORY + "\"\ncores = 1\n");
    Launcher.Ended ended = run(tiny("--config", config.toString()));
    assertThat(ended.exit()).as(ended.err()).isZero();
    Files.writeString(config, "[run]\nmemory = \"20m\"\n");
    ended = run(tiny("--config=" + config, "--overwrite"));
    assertThat(ended.exit()).isEqualTo(4);
    Files.writeString(config, "[run]\nmemroy = \"20m\"\n");
    ended = run(tiny("--config=" + config, "--overwrite"));
    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.err()).contains("did you mean memory?");
    assertThat(Json.parseObject(ended.out())).containsOnlyKeys("error");
  }

  @Test
  void whatItFindsStartsAlone() throws Exception {
    Launcher.Ended ended = launcher.run("doctor", "--json");
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(Json.parseObject(ended.out())).containsKey("jdk");
  }

  private static void waitFor(Path file) throws IOException {
    long start = System.nanoTime();
    while (!Files.exists(file) || Files.size(file) == 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(60)) {
        throw new IllegalStateException(file + " does not come");
      }
    }
  }
}
