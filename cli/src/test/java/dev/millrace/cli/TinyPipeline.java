package dev.millrace.cli;

import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.io.InputFile;
import dev.millrace.engine.io.OutputFile;
import dev.millrace.engine.model.Dataset;
import dev.millrace.engine.model.Emitter;
import dev.millrace.engine.model.Option;
import dev.millrace.engine.model.Pipeline;
import dev.millrace.engine.model.PipelineSpec;
import dev.millrace.engine.model.ProductWriter;
import dev.millrace.engine.model.Sink;
import dev.millrace.engine.model.SinkContext;
import dev.millrace.engine.model.Source;
import dev.millrace.engine.model.SourceContext;
import dev.millrace.engine.model.Stage;
import dev.millrace.engine.model.StageContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a folder of text files with one number each, scales them and writes them to a list; its
/// simulator writes such folders.
public final class TinyPipeline implements PipelineSpec<TinyPipeline.Options> {
  enum Mode {
    COMPAT,
    SOUND
  }

  record Noise(
      @Option(value = "Noise that is added", byDefault = "0", unit = "counts", min = 0, max = 10)
          double readNoise,
      @Option(value = "Correct the dark current", byDefault = "true") boolean dark) {}

  record Options(
      @Option(value = "Whose numbers", byDefault = "sound", group = "Method") Mode mode,
      @Option(value = "Factor", byDefault = "2", min = -5, max = 5, group = "Method") double factor,
      @Option("Noise") Noise noise,
      @Option(value = "Files to take", group = "Selection") List<String> files,
      @Option(value = "Milliseconds to wait an item", byDefault = "0", unit = "ms", min = 0)
          int delay) {}

  @Override
  public String name() {
    return "tiny";
  }

  @Override
  public String title() {
    return "Numbers in files, times a factor";
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public Pipeline build(Options options) {
    return Pipeline.named("tiny")
        .phase("numbers", new NumberFiles(options.files()))
        .then("read", new Read(options.delay()))
        .then("scale", new Scale(options.factor()))
        .to(new NumberList("numbers.txt"));
  }

  @Override
  public Map<String, Object> summary(Options options, Map<String, Map<String, Object>> figures) {
    return Map.of("sum", figures.getOrDefault("numbers", Map.of()).getOrDefault("sum", 0));
  }

  @Override
  public Optional<Pipeline> validation(Options options) {
    return Optional.of(
        Pipeline.named("tiny-check")
            .phase("numbers", new NumberFiles(options.files()))
            .then("read", new Read(0))
            .to(new NumberList("numbers.txt")));
  }

  @Override
  public Optional<PipelineSpec<?>> simulator() {
    return Optional.of(new Simulator());
  }

  record Figure(double value) {}

  record NumberFiles(List<String> only) implements Source<String> {
    @Override
    public Dataset<String> open(SourceContext context) {
      List<String> keys =
          context.input().list("").stream()
              .filter(key -> key.endsWith(".txt") && (only.isEmpty() || only.contains(key)))
              .toList();
      return new Dataset<>() {
        @Override
        public long size() {
          return keys.size();
        }

        @Override
        public String item(long index) {
          return keys.get((int) index);
        }

        @Override
        public String name(long index) {
          return "file " + item(index);
        }
      };
    }
  }

  record Read(int delay) implements Stage<String, Figure> {
    @Override
    public void apply(String key, StageContext context, Emitter<? super Figure> out) {
      try (InputFile file = context.open(key)) {
        ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
        file.read(0, bytes);
        String text = new String(bytes.array(), StandardCharsets.UTF_8).strip();
        java.util.concurrent.locks.LockSupport.parkNanos(delay * 1_000_000L);
        out.emit(new Figure(Double.parseDouble(text)));
      } catch (NumberFormatException e) {
        throw new DataException("tiny.number", key + ": not a number", e);
      }
    }
  }

  record Scale(double factor) implements Stage<Figure, Figure> {
    @Override
    public void apply(Figure number, StageContext context, Emitter<? super Figure> out) {
      out.emit(new Figure(number.value * factor));
    }
  }

  record NumberList(String name) implements Sink<Figure> {
    @Override
    public ProductWriter<Figure> open(SinkContext context) {
      OutputFile file = context.output().create(name);
      return new ProductWriter<>() {
        private double sum;

        @Override
        public void write(Figure number) {
          sum += number.value;
          file.write(ByteBuffer.wrap((number.value + "\n").getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public Map<String, Object> finish() {
          file.complete();
          return Map.of("sum", sum);
        }

        @Override
        public void close() {
          file.close();
        }
      };
    }
  }

  /// Writes a folder of numbers.
  static final class Simulator implements PipelineSpec<Simulator.Making> {
    record Making(
        @Option(value = "Files to write", byDefault = "12", unit = "files", min = 1) int items) {}

    @Override
    public String name() {
      return "tiny-simulator";
    }

    @Override
    public String title() {
      return "Files with one number each";
    }

    @Override
    public Class<Making> options() {
      return Making.class;
    }

    @Override
    public boolean needsInput() {
      return false;
    }

    @Override
    public Pipeline build(Making making) {
      return Pipeline.named("tiny-simulator")
          .phase("files", new Indices(making.items()))
          .then("write", new Write())
          .keep();
    }
  }

  record Indices(int items) implements Source<Long> {
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
          return "file " + index;
        }
      };
    }
  }

  record Write() implements Stage<Long, Figure> {
    @Override
    public void apply(Long item, StageContext context, Emitter<? super Figure> out) {
      String text = context.random().nextInt(100) + "\n";
      try (OutputFile file =
          context.output().create(String.format(java.util.Locale.ROOT, "%03d.txt", item))) {
        file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        file.complete();
      }
    }
  }
}
