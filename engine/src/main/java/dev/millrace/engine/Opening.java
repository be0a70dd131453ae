package dev.millrace.engine;

import dev.millrace.engine.errors.ResumeException;
import dev.millrace.engine.exec.PhaseReuse;
import dev.millrace.engine.io.IoFailures;
import dev.millrace.engine.journal.RunDirectory;
import dev.millrace.engine.model.Fingerprint;
import dev.millrace.engine.model.Pipeline;
import dev.millrace.engine.model.RunSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a run finds in its output, and so how it begins.
///
/// @param resumes whether the directory's journal is gone on with
/// @param finished the record of a run of the same work that is complete already
record Opening(
    RunDirectory directory, boolean resumes, @Nullable Map<String, @Nullable Object> finished) {

  static Opening of(Pipeline pipeline, RunSettings settings, Map<String, String> work) {
    List<RunDirectory> earlier = RunDirectory.all(settings.output());
    return switch (settings.start()) {
      case FRESH -> fresh(settings, earlier);
      case OVERWRITE -> overwrite(pipeline, settings, earlier, work);
      case RESUME -> resume(settings, earlier, work);
    };
  }

  private static Opening fresh(RunSettings settings, List<RunDirectory> earlier) {
    if (!earlier.isEmpty()) {
      boolean finished = RunDocument.isFinished(earlier.getLast().runJson());
      throw new ResumeException(
          finished ? "output.finished" : "output.unfinished",
          settings.output()
              + (finished
                  ? " holds a finished run; choose another --output, or --overwrite"
                  : " holds an unfinished run; go on with --resume, or start over with"
                      + " --overwrite"));
    }
    return new Opening(RunDirectory.create(settings.output()), false, null);
  }

  /// Starts over, keeping phases of the last run that are the same to the last byte of their input.
  private static Opening overwrite(
      Pipeline pipeline,
      RunSettings settings,
      List<RunDirectory> earlier,
      Map<String, String> work) {
    RunDirectory directory = RunDirectory.create(settings.output());
    int reused = 0;
    if (!earlier.isEmpty()) {
      RunDirectory last = earlier.getLast();
      Map<String, String> before = workOf(last.runJson());
      reused = PhaseReuse.carryOver(pipeline, settings, before, work, last, directory);
    }
    for (RunDirectory run : earlier) {
      deleteProducts(settings, run);
      run.deleteAll();
    }
    return new Opening(directory, reused > 0, null);
  }

  private static Map<String, String> workOf(Map<String, @Nullable Object> document) {
    Map<String, String> work = new LinkedHashMap<>();
    if (document.get("work") instanceof Map<?, ?> map) {
      map.forEach((key, value) -> work.put(String.valueOf(key), String.valueOf(value)));
    }
    return work;
  }

  private static Opening resume(
      RunSettings settings, List<RunDirectory> earlier, Map<String, String> work) {
    if (earlier.isEmpty()) {
      return new Opening(RunDirectory.create(settings.output()), false, null);
    }
    RunDirectory last = earlier.getLast();
    Map<String, @Nullable Object> document = last.runJson();
    Map<String, String> before = workOf(document);
    List<String> differing = Fingerprint.differences(before, work);
    if (!differing.isEmpty()) {
      String key = differing.getFirst();
      throw new ResumeException(
          "resume.work",
          "the run in "
              + settings.output()
              + " was made with other parameters: "
              + key
              + " was "
              + before.getOrDefault(key, "(none)")
              + ", now "
              + work.getOrDefault(key, "(none)")
              + (differing.size() > 1 ? " (and " + (differing.size() - 1) + " more)" : "")
              + "; choose another --output, or --overwrite");
    }
    if (RunDocument.isFinished(document)) {
      return new Opening(last, false, document);
    }
    boolean hasJournal = Files.exists(last.journal());
    return new Opening(last, hasJournal, null);
  }

  private static void deleteProducts(RunSettings settings, RunDirectory run) {
    for (String name : RunDocument.productNames(run.runJson())) {
      try {
        Files.deleteIfExists(settings.output().resolve(name));
      } catch (IOException failure) {
        throw IoFailures.writing(settings.output().resolve(name).toString(), failure);
      }
    }
  }
}
