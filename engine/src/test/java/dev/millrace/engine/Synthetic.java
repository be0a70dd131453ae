package dev.millrace.engine;

import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.io.OutputFile;
import dev.millrace.engine.model.Dataset;
import dev.millrace.engine.model.Emitter;
import dev.millrace.engine.model.Fold;
import dev.millrace.engine.model.Gather;
import dev.millrace.engine.model.Group;
import dev.millrace.engine.model.Option;
import dev.millrace.engine.model.Pipeline;
import dev.millrace.engine.model.PipelineSpec;
import dev.millrace.engine.model.ProductWriter;
import dev.millrace.engine.model.Results;
import dev.millrace.engine.model.Sink;
import dev.millrace.engine.model.SinkContext;
import dev.millrace.engine.model.Source;
import dev.millrace.engine.model.SourceContext;
import dev.millrace.engine.model.Stage;
import dev.millrace.engine.model.StageContext;
import dev.millrace.engine.model.WorkingSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A tiny pipeline with everything the engine offers: two phases, a gather whose keys lie anywhere,
/// a derived dataset, a fold, products. Items need no input.
public final class Synthetic implements PipelineSpec<Synthetic.Options> {

  /// @param work rounds of arithmetic per item
  public record Options(
      @Option(value = "items", byDefault = "1000", min = 0) int items,
      @Option(value = "rounds of work an item", byDefault = "50", min = 0) int work,
      @Option(value = "every n-th item fails; 0 for none", byDefault = "0", min = 0) int failEvery,
      @Option(value = "numbers a record carries", byDefault = "8", min = 0) int width,
      @Option(value = "scratch bytes an item takes", byDefault = "0", min = 0) int scratch) {}

  @Override
  public String name() {
    return "synthetic";
  }

  @Override
  public String title() {
    return "numbers through every part of the engine";
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public boolean needsInput() {
    return false;
  }

  @Override
  public Pipeline build(Options o) {
    return Pipeline.named("synthetic")
        .phase("draw", new Numbers(o.items(), o.scratch()))
        .then("draw", new Draw(o.work(), o.failEvery(), o.width(), o.scratch()))
        .then("square", new Square())
        .gather("residue", Drawn::key, new SumByKey())
        .keep()
        .phase("rank", new Sums())
        .then("copy", new CopySum())
        .fold("running", new RunningTotal())
        .to(new Lines("totals.txt"));
  }

  record Numbers(int items, int scratch) implements Source<Long> {
    @Override
    public Dataset<Long> open(SourceContext context) {
      return new Dataset<>() {
        @Override
        public long size() {
          return items;
        }

        @Override
        public Long item(long index) {
          return index;
        }

        @Override
        public String name(long index) {
          return "number " + index;
        }

        @Override
        public WorkingSet workingSet(long index) {
          return new WorkingSet(64 << 10, 4 << 10);
        }
      };
    }
  }

  record Drawn(String key, long item, double value, double[] noise) {}

  record Draw(int work, int failEvery, int width, int scratch) implements Stage<Long, Drawn> {
    @Override
    public void apply(Long item, StageContext context, Emitter<? super Drawn> out) {
      if (failEvery > 0 && item % failEvery == failEvery - 1) {
        throw new DataException("synthetic.fail", "item " + item + " is told to fail");
      }
      if (scratch > 0) {
        context.scratch().bytes("space", scratch);
      }
      SplittableRandom random = context.random();
      double value = item;
      try (StageContext.Step step = context.step("work")) {
        for (int i = 0; i < work; i++) {
          value = Math.sqrt(value * value + random.nextDouble());
        }
      }
      double[] noise = new double[width];
      for (int i = 0; i < width; i++) {
        noise[i] = random.nextDouble();
      }
      out.emit(new Drawn("k" + item % 17, item, value, noise));
      if (item % 3 == 0) {
        out.emit(new Drawn("k" + (item + 1) % 17, item, -value, noise));
      }
    }
  }

  record Square() implements Stage<Drawn, Drawn> {
    @Override
    public void apply(Drawn drawn, StageContext context, Emitter<? super Drawn> out) {
      out.emit(new Drawn(drawn.key, drawn.item, drawn.value * drawn.value, drawn.noise));
    }
  }

  record Sum(String key, long count, double sum) {}

  record SumByKey() implements Gather<Drawn, Sum> {
    @Override
    public void gather(Group<Drawn> group, StageContext context, Emitter<? super Sum> out) {
      double sum = 0;
      long count = 0;
      for (Drawn drawn : group) {
        sum += drawn.value;
        for (double each : drawn.noise) {
          sum += each;
        }
        count++;
      }
      out.emit(new Sum(group.key(), count, sum));
    }
  }

  record Sums() implements Source<Sum> {
    @Override
    public Dataset<Sum> open(SourceContext context) {
      Results<Sum> sums = context.results("draw", Sum.class);
      return new Dataset<>() {
        @Override
        public long size() {
          return sums.size();
        }

        @Override
        public Sum item(long index) {
          return sums.get(index);
        }

        @Override
        public String name(long index) {
          return "sum " + index;
        }
      };
    }
  }

  record CopySum() implements Stage<Sum, Sum> {
    @Override
    public void apply(Sum sum, StageContext context, Emitter<? super Sum> out) {
      out.emit(sum);
    }
  }

  record Total(double[] sums) {}

  record Line(String text) {}

  record RunningTotal() implements Fold<Total, Sum, Line> {
    @Override
    public Total start() {
      return new Total(new double[2]);
    }

    @Override
    public Total fold(Total state, Sum sum, StageContext context, Emitter<? super Line> out) {
      state.sums[0] += sum.sum;
      state.sums[1] += sum.count;
      out.emit(new Line(sum.key + " " + sum.count + " " + state.sums[0]));
      return state;
    }

    @Override
    public void finish(Total state, StageContext context, Emitter<? super Line> out) {
      out.emit(new Line("all " + (long) state.sums[1] + " " + state.sums[0]));
    }
  }

  record Lines(String name) implements Sink<Line> {
    @Override
    public ProductWriter<Line> open(SinkContext context) {
      OutputFile file = context.output().create(name);
      return new ProductWriter<>() {
        private long lines;
        private @Nullable String last;

        @Override
        public void write(Line line) {
          file.write(ByteBuffer.wrap((line.text + "\n").getBytes(StandardCharsets.UTF_8)));
          last = line.text;
          lines++;
        }

        @Override
        public Map<String, Object> finish() {
          file.complete();
          return Map.of("lines", lines, "last", last == null ? "" : last);
        }

        @Override
        public void close() {
          file.close();
        }
      };
    }
  }
}
