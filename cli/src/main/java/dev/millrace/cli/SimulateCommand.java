package dev.millrace.cli;

import dev.millrace.engine.errors.UsageException;
import dev.millrace.engine.model.PipelineSpec;
import dev.millrace.engine.model.RunSettings;
import java.util.Optional;

/// `millrace simulate PIPELINE`: the pipeline's own simulator, run like any other pipeline.
final class SimulateCommand implements Command {
  @Override
  public String name() {
    return "simulate";
  }

  @Override
  public String title() {
    return "Make realistic input for a pipeline, with known truth";
  }

  @Override
  public Class<? extends Record> flags() {
    return Flags.Simulate.class;
  }

  @Override
  public boolean ofPipeline() {
    return true;
  }

  @Override
  public PipelineSpec<?> target(PipelineSpec<?> named) {
    Optional<PipelineSpec<?>> simulator = named.simulator();
    return simulator.orElseThrow(
        () -> new UsageException("simulate.none", named.name() + " has no simulator"));
  }

  @Override
  public Optional<StartBudget> startBudget(Call call) {
    Flags.Limits limits = call.flags(Flags.Simulate.class).limits();
    return Optional.of(new StartBudget(limits.memory(), limits.cores()));
  }

  @Override
  public int run(Call call) {
    Flags.Simulate flags = call.flags(Flags.Simulate.class);
    Job<?> job = Job.of(call.spec(), call.options());
    RunSettings settings =
        Settings.of(
            Optional.empty(),
            Settings.output(flags.out()),
            job.parameters(),
            flags.limits(),
            call.launch(),
            Settings.start(flags.out()),
            flags.work(),
            flags.outcomes());
    return Outcome.of(job, settings, call.screen()).show(call.screen(), flags.outcomes());
  }
}
