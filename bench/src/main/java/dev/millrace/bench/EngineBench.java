package dev.millrace.bench;

import dev.millrace.engine.Engine;
import dev.millrace.engine.cost.CostModel;
import dev.millrace.engine.io.ProcessMeter;
import dev.millrace.engine.io.ReadRecorder;
import dev.millrace.engine.journal.Commit;
import dev.millrace.engine.journal.CommitTable;
import dev.millrace.engine.journal.Journal;
import dev.millrace.engine.model.Budget;
import dev.millrace.engine.model.Dataset;
import dev.millrace.engine.model.Emitter;
import dev.millrace.engine.model.JvmLimits;
import dev.millrace.engine.model.Pipeline;
import dev.millrace.engine.model.PipelineSpec;
import dev.millrace.engine.model.ProductWriter;
import dev.millrace.engine.model.Progress;
import dev.millrace.engine.model.RunRecord;
import dev.millrace.engine.model.RunSettings;
import dev.millrace.engine.model.Sink;
import dev.millrace.engine.model.SinkContext;
import dev.millrace.engine.model.Source;
import dev.millrace.engine.model.SourceContext;
import dev.millrace.engine.model.Stage;
import dev.millrace.engine.model.StageContext;
import dev.millrace.engine.plan.ChunkSizer;
import dev.millrace.engine.profile.StageClock;
import dev.millrace.engine.units.DataSize;
import dev.millrace.engine.units.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What the engine itself costs: durable chunks, reading a journal back, planning, the profile.
/// Prints one JSON document; every figure's result is checked first.
///
/// Run: `./mvnw -q -Dquick -DskipTests package`, then `java -Xmx512m -XX:+UseSerialGC --add-modules
/// jdk.incubator.vector -cp 'cli/target/lib/*:bench/target/quick/classes'
/// dev.millrace.bench.EngineBench`
public final class EngineBench {
  private static final int CHUNKS = 100_000;
  private static final int JOURNAL = 1_000_000;
  private static final int DOUBLES_PER_KIB = 126;
  private static final int PAIRS = 20;

  private EngineBench() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("millrace-bench");
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("jdk", System.getProperty("java.vm.version"));
    figures.put("processors", Runtime.getRuntime().availableProcessors());
    figures.put("durable_chunks", durableChunks(folder));
    figures.put("journal", journal(folder.resolve("journal")));
    figures.put("planning", planning());
    figures.put("profile", profile());
    System.out.println(Json.print(figures));
  }

  /// 10^5 chunks of one item with 1 KiB results on two workers, from the first read of the dataset
  /// to the exported profile.
  private static Map<String, Object> durableChunks(Path folder) {
    double[] cpu = new double[7];
    double[] wall = new double[7];
    for (int i = 0; i < cpu.length; i++) {
      long cpuBefore = ProcessMeter.cpuNanos();
      long before = System.nanoTime();
      RunRecord record =
          Engine.run(new Tiny(), new None(), settings(folder.resolve("run" + i)), Progress.SILENT);
      wall[i] = (System.nanoTime() - before) / 1e3 / CHUNKS;
      cpu[i] = (ProcessMeter.cpuNanos() - cpuBefore) / 1e3 / CHUNKS;
      Object sum = record.figures().getOrDefault("tiny", Map.of()).get("sum");
      if (!Double.valueOf(CHUNKS * (CHUNKS - 1.0) / 2).equals(sum) || record.chunks() != CHUNKS) {
        throw new IllegalStateException("wrong result " + sum);
      }
    }
    return Map.of("wall_us_per_chunk", spread(wall), "cpu_us_per_chunk", spread(cpu));
  }

  private static RunSettings settings(Path output) {
    return new RunSettings(
        Optional.empty(),
        output,
        Map.of(),
        Budget.of(2, DataSize.mebibytes(512)),
        new JvmLimits(Runtime.getRuntime().maxMemory(), 32 << 20),
        1,
        RunSettings.Start.FRESH,
        OptionalLong.of(1),
        RunSettings.Sizing.MEASURED,
        3,
        0,
        false,
        false,
        false);
  }

  private static Map<String, Object> journal(Path path) {
    try (Journal journal = Journal.create(path)) {
      List<Commit> group = new ArrayList<>();
      for (int i = 0; i < JOURNAL; i++) {
        group.add(new Commit(0, i & 1, i, i + 1L, i * 1100L, 1040, 0, 60, i));
        if (group.size() == 10_000) {
          journal.append(group);
          group.clear();
        }
      }
    }
    double[] seconds = new double[5];
    for (int k = 0; k < seconds.length; k++) {
      CommitTable table = new CommitTable(0);
      long before = System.nanoTime();
      Journal.recover(path, table::add, closed -> {}).close();
      seconds[k] = (System.nanoTime() - before) / 1e9;
      if (table.prefixEnd() != JOURNAL) {
        throw new IllegalStateException("read back " + table.prefixEnd());
      }
    }
    return Map.of("chunks", JOURNAL, "read_back_seconds", spread(seconds));
  }

  /// Sizes 10^6 chunks of a dataset of 10^8 items with the measured sizer.
  private static Map<String, Object> planning() {
    double[] seconds = new double[5];
    for (int k = 0; k < seconds.length; k++) {
      ChunkSizer sizer = ChunkSizer.of(settings(Path.of("none")), 1, 2);
      CostModel cost = new CostModel();
      long items = 0;
      long before = System.nanoTime();
      for (int i = 0; i < JOURNAL; i++) {
        items += sizer.next(cost, 1, 1, JOURNAL - i);
        cost.learn(1, 0.25);
      }
      seconds[k] = (System.nanoTime() - before) / 1e9;
      if (items != JOURNAL) {
        throw new IllegalStateException("planned " + items);
      }
    }
    return Map.of("chunks", JOURNAL, "seconds", spread(seconds));
  }

  /// A record's worth of work (about 2 us) with and without the clock's two switches, in pairs.
  private static Map<String, Object> profile() {
    StageClock clock = new StageClock(new ReadRecorder());
    int engine = clock.slot("engine");
    int stage = clock.slot("stage");
    int records = 50_000;
    double[] shares = new double[PAIRS];
    double[] nanos = new double[PAIRS];
    double plain = 0;
    double timed = 0;
    for (int pair = -2; pair < PAIRS; pair++) {
      long t0 = System.nanoTime();
      for (int i = 0; i < records; i++) {
        plain += work(i);
      }
      long t1 = System.nanoTime();
      clock.start(engine);
      for (int i = 0; i < records; i++) {
        int before = clock.enter(stage);
        timed += work(i);
        clock.switchTo(before);
      }
      long t2 = System.nanoTime();
      if (pair >= 0) {
        shares[pair] = 100.0 * ((t2 - t1) - (t1 - t0)) / (t1 - t0);
        nanos[pair] = (double) ((t2 - t1) - (t1 - t0)) / records;
      }
    }
    if (plain != timed) {
      throw new IllegalStateException("the two loops differ: " + plain + ", " + timed);
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("ns_per_record", spread(nanos));
    figures.put("percent_of_such_records", spread(shares));
    return figures;
  }

  private static double work(int seed) {
    double value = seed;
    for (int i = 0; i < 1200; i++) {
      value = value * 0.999 + i;
    }
    return value;
  }

  private static Map<String, Object> spread(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("least", sorted[0]);
    map.put("median", sorted[sorted.length / 2]);
    map.put("most", sorted[sorted.length - 1]);
    return map;
  }

  /// No options.
  public record None() {}

  private static final class Tiny implements PipelineSpec<None> {
    @Override
    public String name() {
      return "tiny";
    }

    @Override
    public String title() {
      return "chunks that cost nothing";
    }

    @Override
    public Class<None> options() {
      return None.class;
    }

    @Override
    public Pipeline build(None options) {
      return Pipeline.named("tiny")
          .phase("tiny", new Numbers())
          .then("fill", new Fill())
          .to(new Sum());
    }
  }

  record Numbers() implements Source<Long> {
    @Override
    public Dataset<Long> open(SourceContext context) {
      return new Dataset<>() {
        @Override
        public long size() {
          return CHUNKS;
        }

        @Override
        public Long item(long index) {
          return index;
        }

        @Override
        public String name(long index) {
          return "number";
        }
      };
    }
  }

  record Filled(double[] values) {}

  record Fill() implements Stage<Long, Filled> {
    @Override
    public void apply(Long item, StageContext context, Emitter<? super Filled> out) {
      double[] values = new double[DOUBLES_PER_KIB];
      values[0] = item;
      out.emit(new Filled(values));
    }
  }

  record Sum() implements Sink<Filled> {
    @Override
    public ProductWriter<Filled> open(SinkContext context) {
      return new ProductWriter<>() {
        private double sum;

        @Override
        public void write(Filled filled) {
          sum += filled.values()[0];
        }

        @Override
        public Map<String, Object> finish() {
          return Map.of("sum", sum);
        }
      };
    }
  }
}
