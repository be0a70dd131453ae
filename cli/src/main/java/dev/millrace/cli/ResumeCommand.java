package dev.millrace.cli;

import dev.millrace.engine.model.PipelineSpec;
import dev.millrace.engine.model.RunSettings;
import java.util.Optional;

/// `millrace resume RUN`: the old run's pipeline, options and input, under its budget or another.
final class ResumeCommand implements Command {
  @Override
  public String name() {
    return "resume";
  }

  @Override
  public String title() {
    return "Go on with a stopped run, under its budget or another";
  }

  @Override
  public String argument() {
    return "RUN";
  }

  @Override
  public Class<? extends Record> flags() {
    return Flags.Resume.class;
  }

  @Override
  public Optional<StartBudget> startBudget(Call call) {
    Flags.Limits limits = old(call).limits(call.flags(Flags.Resume.class).limits());
    return Optional.of(new StartBudget(limits.memory(), limits.cores()));
  }

  @Override
  public int run(Call call) {
    Flags.Resume flags = call.flags(Flags.Resume.class);
    OldRun old = old(call);
    PipelineSpec<?> spec = call.pipelines().ofRun(old.pipeline());
    Job<?> job = Job.of(spec, old.parameters());
    RunSettings settings =
        Settings.of(
            old.input(),
            old.output(),
            job.parameters(),
            old.limits(flags.limits()),
            call.launch(),
            RunSettings.Start.RESUME,
            new Flags.Work(old.seed().orElse(Defaults.WORK.seed()), flags.engine()),
            flags.outcomes());
    return Outcome.of(job, settings, call.screen()).show(call.screen(), flags.outcomes());
  }

  private static OldRun old(Call call) {
    return OldRun.of(call.word("resume needs a run: " + OldRun.WORD));
  }
}
