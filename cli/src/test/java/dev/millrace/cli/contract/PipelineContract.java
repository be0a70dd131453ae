package dev.millrace.cli.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.journal.RunDirectory;
import dev.millrace.engine.units.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What every pipeline must pass, on its own simulated data, each run a process of its own: the
/// same bytes for any workers, chunks, kills and budgets; peak memory within the budget; damage,
/// unknown options, full disks and foreign outputs answered with the right exit code. The full form
/// (`-Pcontract`) kills more often and tries more values.
@Tag("contract")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PipelineContract {
  static final boolean FULL = "full".equals(System.getProperty("millrace.contract"));
  private static final int ROOMY_MIB = 512;
  private static final Pattern SMALLEST = Pattern.compile("--memory ([0-9]+)m(?! cannot)");
  private static final long SEED = Long.getLong("millrace.contract.seed", 20260901);

  private Path folder = Path.of("");
  private final SplittableRandom random = new SplittableRandom(SEED);
  private Map<String, String> expected = Map.of();
  private long runMillis;
  private int outputs;

  abstract String pipeline();

  /// Options of `simulate`; empty for a pipeline that reads nothing.
  abstract List<String> simulation();

  /// Options of every run, beside input, output and budget.
  abstract List<String> options();

  /// The most that the smallest working budget may be.
  abstract int smallestMib();

  /// Damage to a copy of the input: what to do, and what the failure must name.
  abstract List<Damage> damages();

  /// One way to spoil an input.
  ///
  /// @param names text that `failures.csv` must hold, such as the file's name
  record Damage(String title, String names, Spoiler spoiler) {}

  /// Changes files of an input.
  interface Spoiler {
    void spoil(Path input) throws IOException;
  }

  Path input() {
    return folder.resolve("input");
  }

  @BeforeAll
  void simulateAndRunOnce(@TempDir Path temporary) throws Exception {
    folder = temporary;
    System.out.println(pipeline() + " contract, seed " + SEED + (FULL ? ", full" : ", fast"));
    if (!simulation().isEmpty()) {
      List<String> arguments =
          new ArrayList<>(List.of("simulate", pipeline(), "--output", input().toString()));
      arguments.addAll(simulation());
      Child.Result made = Child.start(folder, 1024, 2, List.of(), arguments).await();
      assertThat(made.exit()).as(made.err()).isZero();
    }
    long before = System.nanoTime();
    Path output = newOutput();
    Child.Result run = start(output, ROOMY_MIB, 1).await();
    runMillis = (System.nanoTime() - before) / 1_000_000;
    assertThat(run.exit()).as(run.err()).isZero();
    expected = products(output);
    assertThat(expected).isNotEmpty();
  }

  private Path newOutput() {
    return folder.resolve("out" + outputs++);
  }

  private Child start(Path output, int memoryMib, int cores, String... more) throws IOException {
    return start(input(), output, memoryMib, cores, List.of(), more);
  }

  private Child start(
      Path input, Path output, int memoryMib, int cores, List<String> flags, String... more)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("run", pipeline(), "--json"));
    if (!simulation().isEmpty()) {
      arguments.addAll(List.of("--input", input.toString()));
    }
    arguments.addAll(List.of("--output", output.toString()));
    arguments.addAll(List.of("--memory", memoryMib + "m", "--cores", Integer.toString(cores)));
    arguments.addAll(options());
    arguments.addAll(List.of(more));
    return Child.start(folder, memoryMib, cores, flags, arguments);
  }

  /// Names and SHA-256 of the products, from the run's own record, which is checked to be whole.
  private Map<String, String> products(Path output) throws IOException {
    Map<String, @Nullable Object> run = RunDirectory.all(output).getLast().runJson();
    Map<String, String> products = new TreeMap<>();
    if (run.get("products") instanceof List<?> list) {
      for (Object each : list) {
        Map<?, ?> product = (Map<?, ?>) each;
        String name = String.valueOf(product.get("path"));
        products.put(name, String.valueOf(product.get("sha256")));
        assertThat(output.resolve(name)).exists();
      }
    }
    try (Stream<Path> files = Files.walk(output)) {
      assertThat(files.filter(path -> path.toString().endsWith(".partial"))).isEmpty();
    }
    return products;
  }

  private void assertSameBytes(Path output) throws IOException {
    assertThat(products(output)).isEqualTo(expected);
  }

  @Test
  void sameBytesForAnyWorkersChunksAndWarmth() throws Exception {
    record Case(int cores, int chunkItems, List<String> flags) {}
    List<Case> cases = new ArrayList<>();
    cases.add(new Case(2, 1, List.of()));
    cases.add(new Case(3, 7, List.of("-Xint")));
    if (FULL) {
      cases.add(new Case(1, 1000, List.of("-XX:TieredStopAtLevel=1")));
      cases.add(new Case(2, 3, List.of("-XX:-TieredCompilation")));
      cases.add(new Case(3, 1, List.of("-Xcomp")));
    }
    for (Case each : cases) {
      List<String> flags = slowInterpreter() ? List.of() : each.flags;
      Path output = newOutput();
      Child.Result run =
          start(
                  input(),
                  output,
                  ROOMY_MIB,
                  each.cores,
                  flags,
                  "--chunk-items",
                  Integer.toString(each.chunkItems))
              .await();
      assertThat(run.exit()).as(run.err()).isZero();
      assertSameBytes(output);
    }
  }

  /// Whether the pipeline is too slow without a JIT compiler to be run so.
  boolean slowInterpreter() {
    return false;
  }

  @Test
  void killedAtRandomMomentsAndResumed() throws Exception {
    int rounds = FULL ? 6 : 1;
    int budget = ROOMY_MIB;
    for (int round = 0; round < rounds; round++) {
      Path output = newOutput();
      int kills = 0;
      boolean killed =
          start(output, budget, 2, "--chunk-items", "1", "--resume")
              .killAfter(random.nextLong(runMillis / 4, runMillis + 1));
      while (killed && kills < 5) {
        kills++;
        killed =
            start(output, budget + 32 * kills, 1 + kills % 3, "--resume")
                .killAfter(random.nextLong(runMillis / 2, 2 * runMillis));
      }
      Child.Result last = start(output, budget - 64, 1, "--resume").await();
      assertThat(last.exit()).as("seed " + SEED + " " + last.err()).isZero();
      assertThat(last.number("recomputed_chunks")).isZero();
      assertSameBytes(output);
    }
  }

  /// A crash between the two syncs of a commit leaves bytes in the part logs that no journal entry
  /// names; one inside assembly leaves a journal without its end, and partial products.
  @Test
  void cutAtAnyByteOfTheJournalAndResumed() throws Exception {
    Path output = newOutput();
    Child.Result whole = start(output, ROOMY_MIB, 2, "--chunk-items", "1", "--keep-parts").await();
    assertThat(whole.exit()).as(whole.err()).isZero();
    RunDirectory directory = RunDirectory.all(output).getLast();
    Path kept = Files.createDirectories(folder.resolve("kept" + outputs));
    copy(directory.path(), kept);
    int rounds = FULL ? 8 : 2;
    for (int round = 0; round < rounds; round++) {
      directory.deleteAll();
      copy(kept, directory.path());
      long size = Files.size(directory.journal());
      long cut = round == 0 ? size - 1 : random.nextLong(20, size);
      try (FileChannel journal = FileChannel.open(directory.journal(), StandardOpenOption.WRITE)) {
        journal.truncate(cut);
      }
      Map<String, @Nullable Object> document = new LinkedHashMap<>(directory.runJson());
      document.put("state", "started");
      directory.writeRunJson(document);
      for (String product : expected.keySet()) {
        Files.move(output.resolve(product), output.resolve(product + ".partial"));
      }
      Child.Result run = start(output, ROOMY_MIB, 2, "--keep-parts", "--resume").await();
      assertThat(run.exit()).as("cut at " + cut + " of " + size + " " + run.err()).isZero();
      assertThat(run.number("recomputed_chunks")).isZero();
      assertSameBytes(output);
    }
  }

  @Test
  void peakMemoryStaysWithinTheBudgetDownToTheSmallestThatWorks() throws Exception {
    Path refusedOutput = newOutput();
    Child.Result refused = start(refusedOutput, 130, 1).await();
    assertThat(refused.exit()).as(refused.err()).isEqualTo(4);
    assertThat(refusedOutput).doesNotExist();
    int smallest = smallestNamed(refused.err() + refused.out());
    assertThat(smallest).isLessThanOrEqualTo(smallestMib());
    List<int[]> budgets = new ArrayList<>(List.of(new int[] {smallest, 1}));
    budgets.add(new int[] {smallest + 64, 2});
    budgets.add(new int[] {ROOMY_MIB, 2});
    for (int[] budget : budgets) {
      Path output = newOutput();
      Child.Result run = start(output, budget[0], budget[1]).await();
      assertThat(run.exit()).as(budget[0] + " MiB: " + run.err()).isZero();
      long peak = run.number("peak_rss_bytes");
      System.out.println(
          pipeline()
              + " peak "
              + (peak >> 20)
              + " MiB of --memory "
              + budget[0]
              + "m, "
              + budget[1]
              + " cores");
      assertThat(peak).isBetween(1L, (long) budget[0] << 20);
      assertSameBytes(output);
    }
    Child.Result below = start(newOutput(), (int) (smallest * 0.79), 1).await();
    assertThat(below.exit()).as(below.err()).isEqualTo(4);
  }

  private static int smallestNamed(String message) {
    Matcher matcher = SMALLEST.matcher(message);
    int smallest = -1;
    while (matcher.find()) {
      smallest = Integer.parseInt(matcher.group(1));
    }
    assertThat(smallest).as(message).isPositive();
    return smallest;
  }

  @Test
  void damagedInputIsNamedAndTheOthersComplete() throws Exception {
    for (Damage damage : damages()) {
      Path spoiled = folder.resolve("spoiled" + outputs);
      copy(input(), spoiled);
      damage.spoiler().spoil(spoiled);
      Path output = newOutput();
      Child.Result run = start(spoiled, output, ROOMY_MIB, 2, List.of()).await();
      assertThat(run.exit()).as(damage.title() + ": " + run.err()).isEqualTo(3);
      String failures =
          Files.readString(RunDirectory.all(output).getLast().path().resolve("failures.csv"));
      assertThat(failures).as(damage.title()).contains(damage.names());
      assertThat(run.number("failed") + run.number("degraded")).isPositive();
      assertThat(run.number("failed")).isLessThan(run.number("items"));
      assertThat(products(output).keySet()).as(damage.title()).isEqualTo(expected.keySet());
    }
  }

  @Test
  void badOptionsAreRefusedBeforeAnythingStarts() throws Exception {
    String first = options().isEmpty() ? "--chunk-items" : options().getFirst();
    String misspelt = first.substring(0, first.length() - 1) + "x";
    Path output = newOutput();
    Child.Result unknown = start(output, ROOMY_MIB, 1, misspelt, "1").await();
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains(misspelt).contains(first);
    Child.Result cores = start(output, ROOMY_MIB, 1, "--cpu-share", "7").await();
    assertThat(cores.exit()).isEqualTo(2);
    assertThat(cores.err()).contains("--cpu-share");
    assertThat(output).doesNotExist();
  }

  @Test
  void outputsAndDisksAreNotOverrun() throws Exception {
    Path output = newOutput();
    Child.Result full = start(output, ROOMY_MIB, 2, "--disk", "1m").await();
    assertThat(full.exit()).as(full.err()).isEqualTo(4);
    assertThat(full.err()).contains("--disk");
    Child.Result unfinished = start(output, ROOMY_MIB, 2).await();
    assertThat(unfinished.exit()).isEqualTo(2);
    assertThat(unfinished.err()).contains("--resume");
    try (RunDirectory.Lock _ = RunDirectory.Lock.acquire(output)) {
      Child.Result locked = start(output, ROOMY_MIB, 2, "--resume").await();
      assertThat(locked.exit()).isEqualTo(2);
      assertThat(locked.err()).contains("another run");
    }
    Child.Result other = start(output, ROOMY_MIB, 2, "--resume", "--seed", "99").await();
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err()).contains("seed");
    Child.Result resumed = start(output, ROOMY_MIB, 2, "--resume").await();
    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertSameBytes(output);
    Child.Result finished = start(output, ROOMY_MIB, 2).await();
    assertThat(finished.exit()).isEqualTo(2);
    assertThat(finished.err()).contains("--overwrite");
    assertSameBytes(output);
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  /// Cuts a file to a share of its length.
  static void truncate(Path file, double share) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate((long) (channel.size() * share));
    }
  }

  /// Overwrites a stretch of a file.
  static void scribble(Path file, double at, int bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(bytes), (long) (channel.size() * at));
    }
  }

  static Map<String, @Nullable Object> json(String text) {
    return Json.parseObject(text);
  }
}
