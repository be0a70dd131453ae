package dev.millrace.cli;

import dev.millrace.engine.errors.MillraceException;
import dev.millrace.engine.model.Dataset;
import dev.millrace.engine.model.Emitter;
import dev.millrace.engine.model.Option;
import dev.millrace.engine.model.Pipeline;
import dev.millrace.engine.model.PipelineSpec;
import dev.millrace.engine.model.ProductWriter;
import dev.millrace.engine.model.RunSettings;
import dev.millrace.engine.model.Sink;
import dev.millrace.engine.model.SinkContext;
import dev.millrace.engine.model.Source;
import dev.millrace.engine.model.SourceContext;
import dev.millrace.engine.model.Stage;
import dev.millrace.engine.model.StageContext;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the launcher has the JVM do while it records the start-up cache: help for every pipeline,
/// the doctor, and a run of three items, so that the classes of all of these start fast. Says
/// nothing.
final class WarmUp {
  private WarmUp() {}

  static int run(Launch launch) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Cli cli = new Cli(nowhere, nowhere, launch);
    cli.run(List.of("help"));
    cli.run(List.of("doctor", "--json"));
    cli.run(List.of("runs"));
    for (PipelineSpec<?> spec : Pipelines.find(Optional.empty()).all()) {
      cli.run(List.of("help", "run", spec.name()));
      cli.run(List.of("run", spec.name()));
    }
    Scratch.use("millrace-warm-up-", folder -> rehearse(folder, launch, nowhere));
    return ExitCode.DONE;
  }

  private static boolean rehearse(Path folder, Launch launch, PrintStream nowhere) {
    Job<?> job = Job.of(new Rehearsal(), Map.of());
    RunSettings settings =
        Settings.of(
            Optional.empty(),
            folder.resolve("out"),
            job.parameters(),
            new Flags.Limits(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            launch,
            RunSettings.Start.FRESH,
            Defaults.WORK,
            Defaults.OUTCOMES);
    Screen screen = new Screen(nowhere, nowhere, launch, Defaults.DISPLAY);
    try {
      Outcome.of(job, settings, screen).show(screen, Defaults.OUTCOMES);
      return true;
    } catch (MillraceException _) {
      return false; // the cache is then made of less
    }
  }

  record Nothing(@Option("Nothing") boolean nothing) {}

  record Digit(int value) {}

  /// Three items through a stage into a product without files.
  private static final class Rehearsal implements PipelineSpec<Nothing> {
    @Override
    public String name() {
      return "rehearsal";
    }

    @Override
    public String title() {
      return "Three items";
    }

    @Override
    public Class<Nothing> options() {
      return Nothing.class;
    }

    @Override
    public boolean needsInput() {
      return false;
    }

    @Override
    public Pipeline build(Nothing nothing) {
      return Pipeline.named("rehearsal")
          .phase("digits", new Digits())
          .then("pass", new Pass())
          .to(new Count());
    }
  }

  record Digits() implements Source<Integer> {
    @Override
    public Dataset<Integer> open(SourceContext context) {
      return new Dataset<>() {
        @Override
        public long size() {
          return 3;
        }

        @Override
        public Integer item(long index) {
          return (int) index;
        }

        @Override
        public String name(long index) {
          return "digit " + index;
        }
      };
    }
  }

  record Pass() implements Stage<Integer, Digit> {
    @Override
    public void apply(Integer digit, StageContext context, Emitter<? super Digit> out) {
      out.emit(new Digit(digit));
    }
  }

  record Count() implements Sink<Digit> {
    @Override
    public ProductWriter<Digit> open(SinkContext context) {
      return new ProductWriter<>() {
        private int count;

        @Override
        public void write(Digit digit) {
          count++;
        }

        @Override
        public Map<String, Object> finish() {
          return Map.of("digits", count);
        }
      };
    }
  }
}
