package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.units.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CliTest {
  private static final long HEAP = 256L << 20;

  @TempDir Path folder;
  private Path input;
  private Path output;
  private String out = "";
  private String err = "";

  @BeforeEach
  void simulate() throws IOException {
    input = folder.resolve("in");
    output = folder.resolve("out");
    Files.createDirectories(input);
    for (int i = 0; i < 5; i++) {
      Files.writeString(input.resolve(i + ".txt"), i + "\n");
    }
  }

  private int cli(String... arguments) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    Launch launch = Launch.of(new Properties(), HEAP);
    int exit =
        new Cli(
                new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8),
                launch)
            .run(List.of(arguments));
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return exit;
  }

  private int run(String... more) {
    String[] first = {"run", "tiny", "--input", input.toString(), "--output", output.toString()};
    return cli(
        java.util.stream.Stream.concat(
                java.util.Arrays.stream(first), java.util.Arrays.stream(more))
            .toArray(String[]::new));
  }

  private Map<String, Object> document() {
    return Json.parseObject(out).entrySet().stream()
        .filter(entry -> entry.getValue() != null)
        .collect(
            java.util.stream.Collectors.toMap(
                Map.Entry::getKey, entry -> Objects.requireNonNull(entry.getValue())));
  }

  @Test
  void runsAPipelineAndTellsWhatCameOfIt() throws IOException {
    assertThat(run("--factor", "3", "--json")).as(err).isZero();
    assertThat(document())
        .containsKeys(
            "run",
            "pipeline",
            "mode",
            "items",
            "failed",
            "degraded",
            "rejected",
            "wall_seconds",
            "cpu_seconds",
            "peak_rss_bytes",
            "items_per_cpu_second",
            "chunks",
            "recomputed_chunks",
            "products",
            "tiny")
        .containsEntry("pipeline", "tiny")
        .containsEntry("mode", "sound")
        .containsEntry("items", 5L)
        .containsEntry("exit", 0L);
    assertThat(document().get("tiny")).isEqualTo(Map.of("sum", 30.0));
    assertThat(Files.readString(output.resolve("numbers.txt")))
        .isEqualTo("0.0\n3.0\n6.0\n9.0\n12.0\n");
  }

  @Test
  void tellsPeopleToo() {
    assertThat(run()).as(err).isZero();
    assertThat(out)
        .startsWith("tiny  run-0001  complete\n")
        .contains(
            "items       5\n", output.resolve("numbers.txt").toString(), "sum         20.0\n");
    assertThat(run("--overwrite", "--quiet")).isZero();
    assertThat(out).isEmpty();
    assertThat(err).isEmpty();
  }

  @Test
  void aFailedItemIsExitCode3() throws IOException {
    Files.writeString(input.resolve("3.txt"), "three\n");
    assertThat(run("--json")).isEqualTo(3);
    assertThat(document()).containsEntry("failed", 1L).containsEntry("exit", 3L);
    assertThat(run("--overwrite")).isEqualTo(3);
    assertThat(out).contains("incomplete", "1 failed", "failures.csv");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--factr 3 | tiny: unknown option --factr; did you mean --factor?",
        "--factor | --factor needs a value: -5 to 5",
        "--factor --json | --factor needs a value: -5 to 5",
        "--factor 6 | --factor 6: must be -5 to 5",
        "--mode compct | --mode compct: must be one of compat, sound; did you mean compat?",
        "--factor 1 --factor 2 | --factor is given twice",
        "--dark --no-dark | --dark is given twice",
        "--dark=maybe | --dark maybe: must be true or false",
        "extra | run tiny: unexpected \"extra\"; options begin with --",
        "--memory lots | --memory lots: must be a size such as 512m or 2g, at least 1m",
        "--cores 0 | --cores 0: must be 1 to 1024 cores",
        "--deadline soon | --deadline soon: must be a duration such as 90s, 15m or 2h, at least 1s",
        "--resume --overwrite | --resume and --overwrite: one goes on, the other begins afresh",
        "--config none.toml | --config none.toml: no such file, or not readable",
      })
  void wrongOptionsAreRefusedWithWhatIsLegal(String options, String message) {
    assertThat(run(options.split(" ", -1))).isEqualTo(2);
    assertThat(err).contains("millrace: ").contains(message);
    assertThat(output).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rnu | unknown command rnu; did you mean run?",
        "--bogus | unknown option --bogus; see millrace help",
        "run | run needs a pipeline: ",
        "run tinny | no pipeline is named \"tinny\"; did you mean tiny?",
        "run xyzzy | no pipeline is named \"xyzzy\"; there are ",
        "run tiny --output x | --input is missing: the folder or file that tiny reads",
        "run synthetic --input x --output y | --input: synthetic reads no input",
        "run synthetic | --output is missing: the folder for the products",
        "simulate synthetic --output x | synthetic has no simulator",
        "resume | resume needs a run: an output folder, or a run's own folder under its .millrace",
        "show nowhere | nowhere holds no run",
        "run tiny --jar none.jar | --jar none.jar: no such file, or not readable",
      })
  void wrongWordsAreRefused(String words, String message) {
    assertThat(cli(words.split(" ", -1))).isEqualTo(2);
    assertThat(err).startsWith("millrace: ").contains(message);
    assertThat(out).isEmpty();
  }

  @Test
  void anErrorIsADocumentTooWithJson() {
    assertThat(run("--mode", "x", "--json")).isEqualTo(2);
    assertThat(document())
        .containsOnlyKeys("error")
        .containsEntry(
            "error",
            Map.of(
                "code",
                "option.value",
                "message",
                "--mode x: must be one of compat, sound",
                "exit",
                2L));
  }

  @Test
  void negativeNumbersAreValues() {
    assertThat(run("--factor", "-2", "--json")).as(err).isZero();
    assertThat(document().get("tiny")).isEqualTo(Map.of("sum", -20.0));
  }

  @Test
  void optionsComeFromAFileAndTheCommandLineWins() throws IOException {
    Path config = folder.resolve("millrace.toml");
    Files.writeString(
        config,
        """
        [run]
        seed = 7
        max-rejects = "2%%"
        input = "%s"
        [tiny]
        factor = 4
        dark = false
        files = ["1.txt", "2.txt"]
        [synthetic]
        anything = 1
        """
            .formatted(input));
    String[] words = {"run", "tiny", "--output", output.toString(), "--json", "--config"};
    List<String> list = new java.util.ArrayList<>(List.of(words));
    list.add(config.toString());
    assertThat(cli(list.toArray(String[]::new))).as(err).isZero();
    assertThat(document().get("tiny")).isEqualTo(Map.of("sum", 12.0));
    list.addAll(List.of("--factor", "1", "--overwrite"));
    assertThat(cli(list.toArray(String[]::new))).as(err).isZero();
    assertThat(document().get("tiny")).isEqualTo(Map.of("sum", 3.0));
    cli("show", output.toString(), "--json");
    assertThat(document().get("parameters"))
        .isEqualTo(
            Map.of(
                "mode",
                "sound",
                "factor",
                "1",
                "read-noise",
                "0",
                "dark",
                "false",
                "files",
                "1.txt,2.txt",
                "delay",
                "0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[tiny];factr = 1 | [tiny] has no key factr; did you mean factor?",
        "[run];outptu = 'x' | [run] has no key outptu; did you mean output?",
        "[tiney];factor = 1 | [tiney] is neither [run] nor a pipeline; did you mean [tiny]?",
        "factor = 1 | \"factor\" stands outside a table; write it under [run]",
        "[tiny];factor = 9 | --factor 9: must be -5 to 5",
        "[tiny];factor = | line ",
        "[run];config = 'x' | [run] config: only on the command line",
      })
  void aWrongFileIsRefused(String text, String message) throws IOException {
    Path config = folder.resolve("wrong.toml");
    Files.writeString(config, text.replace(";", "\n"));
    assertThat(run("--config", config.toString())).isEqualTo(2);
    assertThat(err).contains(message);
  }

  @Test
  void simulatesInputThatTheRunTakes() {
    Path made = folder.resolve("made");
    assertThat(cli("simulate", "tiny", "--output", made.toString(), "--items", "7", "--json"))
        .as(err)
        .isZero();
    assertThat(document()).containsEntry("pipeline", "tiny-simulator").containsEntry("items", 7L);
    assertThat(cli("validate", "tiny", "--input", made.toString(), "--json")).as(err).isZero();
    assertThat(document()).containsEntry("items", 7L).containsEntry("failed", 0L);
    assertThat(cli("run", "tiny", "--input", made.toString(), "--output", output.toString()))
        .as(err)
        .isZero();
  }

  @Test
  void validateNamesWhatIsWrong() throws IOException {
    Files.writeString(input.resolve("3.txt"), "three\n");
    assertThat(cli("validate", "tiny", "--input", input.toString())).isEqualTo(3);
    assertThat(out).isEqualTo("file 3.txt: 3.txt: not a number\n5 items checked, 1 problems\n");
  }

  @Test
  void runsShowProfileAndResumeFindTheRun() {
    run("--seed", "7");
    assertThat(cli("runs", folder.toString())).isZero();
    assertThat(out).contains("run-0001", "tiny", "complete");
    assertThat(cli("runs", folder.toString(), "--json")).isZero();
    assertThat((List<?>) document().get("runs")).hasSize(1);
    Path directory = output.resolve(".millrace").resolve("run-0001");
    for (Path run : List.of(output, directory)) {
      assertThat(cli("show", run.toString())).as(err).isZero();
      assertThat(out).contains("pipeline", "tiny", "parameters");
      assertThat(cli("profile", run.toString(), "--json")).as(err).isZero();
      assertThat(out).contains("\"stage\": \"scale\"", "cpu_share");
      assertThat(cli("resume", run.toString(), "--json")).as(err).isZero();
      assertThat(document()).containsEntry("recomputed_chunks", 0L);
    }
    assertThat(cli("profile", output.toString())).isZero();
    assertThat(out).contains("phase", "numbers", "scale", "items/s");
  }

  @Test
  void demoTriesAPipelineOnSimulatedInput() {
    Path demo = folder.resolve("demo");
    assertThat(cli("demo", "tiny", "--output", demo.toString(), "--json")).as(err).isZero();
    assertThat((List<?>) document().get("demo")).hasSize(1);
    assertThat(cli("demo", "tiny", "--output", demo.toString())).as(err).isZero();
    assertThat(out)
        .contains("tiny", "Where to look:", demo.resolve("tiny/output/numbers.txt").toString());
  }

  @Test
  void doctorSaysWhatIsThere() {
    assertThat(cli("doctor", "--json", "--folder", input.toString())).isZero();
    assertThat(document())
        .containsKeys(
            "jdk", "machine", "simd", "native_libraries", "footprint", "pipelines", "read_rate");
    assertThat(cli("doctor")).isZero();
    assertThat(out).contains("jdk", "cores", "memory", "simd");
  }

  @Test
  void helpShowsCommandsPipelinesAndOptions() {
    assertThat(cli()).isZero();
    assertThat(out).contains("Commands:", "run PIPELINE", "Pipelines:", "tiny");
    assertThat(cli("help", "run", "tiny")).isZero();
    String help = out;
    assertThat(help)
        .contains(
            "Numbers in files, times a factor\n\nUsage: millrace run tiny [options]\n",
            "Method:",
            "--factor X",
            "-5 to 5; default: 2",
            "--memory SIZE",
            "or a percentage such as 2%;",
            "--[no-]dark",
            "Budget:",
            "--input PATH")
        .doesNotContain("%%");
    assertThat(cli("run", "tiny", "--help")).isZero();
    assertThat(out).isEqualTo(help);
    assertThat(cli("run", "tiny", "--help", "--json")).isZero();
    assertThat((List<?>) document().get("options")).hasSizeGreaterThan(20);
    assertThat(cli("--version")).isZero();
    assertThat(out).startsWith("millrace ");
  }

  @Test
  void theLauncherIsToldTheBudget() throws IOException {
    Path config = folder.resolve("millrace.toml");
    Files.writeString(config, "[run]\nmemory = \"300m\"\n");
    assertThat(cli(Cli.START_BUDGET, "run", "tiny", "--config", config.toString())).isZero();
    assertThat(out).isEqualTo("300 0\n");
    run("--cores", "2", "--memory", "200m");
    assertThat(cli(Cli.START_BUDGET, "resume", output.toString())).isZero();
    assertThat(out).isEqualTo("200 2\n");
    assertThat(cli(Cli.START_BUDGET, "resume", output.toString(), "--memory", "1g")).isZero();
    assertThat(out).isEqualTo("1024 2\n");
    assertThat(cli(Cli.START_BUDGET, "doctor")).isZero();
    assertThat(out).isEqualTo("0 0\n");
  }
}
