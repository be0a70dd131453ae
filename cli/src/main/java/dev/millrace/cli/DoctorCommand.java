package dev.millrace.cli;

import dev.millrace.engine.model.PipelineSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `millrace doctor`: what this machine is and what was found on it.
final class DoctorCommand implements Command {
  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public String title() {
    return "Say what this machine is and what was found on it";
  }

  @Override
  public Class<? extends Record> flags() {
    return Flags.Doctor.class;
  }

  @Override
  public int run(Call call) {
    Optional<ReadRate> rate =
        call.flags(Flags.Doctor.class)
            .folder()
            .map(folder -> ReadRate.of(Settings.path("--folder", folder)));
    int processors = Runtime.getRuntime().availableProcessors();
    List<String> pipelines = call.pipelines().all().stream().map(PipelineSpec::name).toList();
    Diagnosis found =
        new Diagnosis(
            Machine.read(Path.of("/"), processors),
            Simd.find(),
            NativeLibraries.find(System.getProperty("java.class.path", "")),
            BaseFootprint.measure(call.launch().cores().orElse(processors)),
            pipelines,
            rate);
    call.screen().result(found.document(), found.text());
    return ExitCode.DONE;
  }
}
