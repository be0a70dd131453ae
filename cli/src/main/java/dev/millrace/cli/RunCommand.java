package dev.millrace.cli;

import dev.millrace.engine.model.RunSettings;
import java.util.Optional;

/// `millrace run PIPELINE`.
final class RunCommand implements Command {
  @Override
  public String name() {
    return "run";
  }

  @Override
  public String title() {
    return "Run a pipeline on data";
  }

  @Override
  public Class<? extends Record> flags() {
    return Flags.Run.class;
  }

  @Override
  public boolean ofPipeline() {
    return true;
  }

  @Override
  public Optional<StartBudget> startBudget(Call call) {
    Flags.Limits limits = call.flags(Flags.Run.class).limits();
    return Optional.of(new StartBudget(limits.memory(), limits.cores()));
  }

  @Override
  public int run(Call call) {
    Flags.Run flags = call.flags(Flags.Run.class);
    Job<?> job = Job.of(call.spec(), call.options());
    RunSettings settings =
        Settings.of(
            Settings.input(flags.in(), call.spec()),
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
