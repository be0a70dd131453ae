package dev.millrace.pipelines.ariel.simulate;

import dev.millrace.engine.errors.UsageException;
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
import dev.millrace.engine.model.WorkingSet;
import dev.millrace.formats.parquet.ParquetWriterCodec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// `millrace simulate ariel`: [ArielSimulator] as a pipeline of planets.
public final class ArielSimulatorSpec implements PipelineSpec<ArielSimulatorSpec.Options> {
  private static final WorkingSet NEED = new WorkingSet(32L << 20, 6L << 20);

  /// How a simulated folder should be.
  ///
  /// @param fgsFrames 0 for 12 times the AIRS frames
  public record Options(
      @Option(value = "planets to make", byDefault = "4", min = 1, max = 1_000_000) int items,
      @Option(value = "AIRS-CH0 reads a visit, even", unit = "frames", byDefault = "11250", min = 4)
          int airsFrames,
      @Option(
              value = "FGS1 reads a visit, even; 0 for 12 times the AIRS reads",
              unit = "frames",
              byDefault = "0",
              min = 0)
          int fgsFrames,
      @Option(value = "share of planets seen twice", byDefault = "0", min = 0, max = 1)
          double secondVisits,
      @Option(
              value =
                  "faults to plant, one planet each: nan-dark, nan-lin, zero-flat, trunc-airs,"
                      + " missing-fgs, cr, stray-file, no-train-row",
              byDefault = "")
          List<String> faults,
      @Option(value = "how signals are stored", byDefault = "dictionary")
          ArielSimulation.Encoding encoding,
      @Option(value = "how pages are compressed", byDefault = "zstd") ParquetWriterCodec codec,
      @Option(value = "a column a pixel, or all in one column", byDefault = "wide")
          ArielSimulation.Layout layout,
      @Option(value = "which half of the competition", byDefault = "train")
          ArielSimulation.Split split) {

    ArielSimulation simulation(long seed) {
      int fgs =
          fgsFrames == 0 ? Math.multiplyExact(airsFrames, ArielSimulation.FGS_PER_AIRS) : fgsFrames;
      return new ArielSimulation(
          items, airsFrames, fgs, secondVisits, seed, faultSet(), encoding, codec, layout, split);
    }

    private Set<ArielFault> faultSet() {
      Set<ArielFault> set = EnumSet.noneOf(ArielFault.class);
      for (String name : faults) {
        set.add(
            Arrays.stream(ArielFault.values())
                .filter(fault -> fault.label().equals(name))
                .findFirst()
                .orElseThrow(() ->
                    new UsageException(
                        "option.value",
                        "--faults "
                            + name
                            + ": not a fault; there are "
                            + String.join(
                                ", ",
                                Arrays.stream(ArielFault.values())
                                    .map(ArielFault::label)
                                    .toList()))));
      }
      return set;
    }
  }

  @Override
  public String name() {
    return "ariel";
  }

  @Override
  public String title() {
    return "planets in the layout of the Ariel Data Challenge, with known depths";
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
  public Pipeline build(Options options) {
    int planets = options.simulation(0).planets(); // refuses what no planet can be made of
    return Pipeline.named("simulate-ariel")
        .phase("planets", new Planets(planets))
        .then("write", new WritePlanet(options))
        .to(new CommonProduct(options));
  }

  record Planets(int count) implements Source<Integer> {
    @Override
    public Dataset<Integer> open(SourceContext context) {
      List<Integer> all = IntStream.range(0, count).boxed().toList();
      return new Dataset<>() {
        @Override
        public long size() {
          return count;
        }

        @Override
        public Integer item(long index) {
          return all.get((int) index);
        }

        @Override
        public String name(long index) {
          return "planet number " + index;
        }

        @Override
        public WorkingSet workingSet(long index) {
          return NEED;
        }
      };
    }
  }

  /// A planet whose files are written.
  record Written(long planet) {}

  record WritePlanet(Options options) implements Stage<Integer, Written> {
    @Override
    public void apply(Integer planet, StageContext context, Emitter<? super Written> out) {
      ArielSimulator simulator = new ArielSimulator(options.simulation(context.seed()));
      simulator.writePlanet(planet, context.output(), context.scratch());
      out.emit(new Written(simulator.planetId(planet)));
    }
  }

  /// The files of no single planet, written after all planets.
  record CommonProduct(Options options) implements Sink<Written> {
    @Override
    public ProductWriter<Written> open(SinkContext context) {
      return new ProductWriter<>() {
        private long planets;

        @Override
        public void write(Written written) {
          planets++;
        }

        @Override
        public Map<String, Object> finish() {
          new ArielSimulator(options.simulation(context.seed()))
              .writeCommon(context.output(), context.scratch());
          return Map.of("planets", planets);
        }
      };
    }

    @Override
    public WorkingSet workingSet() {
      return new WorkingSet(8L << 20, 4L << 20);
    }
  }
}
