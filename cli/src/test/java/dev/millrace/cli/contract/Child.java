package dev.millrace.cli.contract;

import dev.millrace.engine.model.JvmLimits;
import dev.millrace.engine.plan.Footprint;
import dev.millrace.engine.units.DataSize;
import dev.millrace.engine.units.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The command line in a process of its own, under the limits that the launcher would give it.
record Child(Process process, Path out, Path err) {
  private static final long MIB = 1L << 20;

  /// How a process ended.
  record Result(int exit, String out, String err) {
    Map<String, @Nullable Object> json() {
      return Json.parseObject(out);
    }

    long number(String key) {
      return json().get(key) instanceof Number number ? number.longValue() : -1;
    }
  }

  /// Starts `millrace` with arguments, a memory budget and cores; `extra` are further JVM flags.
  static Child start(
      Path folder, int memoryMib, int cores, List<String> extra, List<String> arguments)
      throws IOException {
    DataSize budget = DataSize.mebibytes(memoryMib);
    DataSize least = Footprint.smallestStart(cores);
    JvmLimits limits = Footprint.limits(budget.compareTo(least) < 0 ? least : budget, cores);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx" + limits.heapBytes() / MIB + "m",
            "-XX:MaxDirectMemorySize=" + limits.nativeBytes() / MIB + "m",
            "-XX:ActiveProcessorCount=" + cores,
            "-XX:CICompilerCount=2",
            "-XX:ReservedCodeCacheSize=48m",
            "-Xss512k",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dmillrace.memory=" + memoryMib + "m",
            "-Dmillrace.cores=" + cores,
            "-Dmillrace.heap=" + limits.heapBytes() / MIB + "m",
            "-Dmillrace.native=" + limits.nativeBytes() / MIB + "m"));
    command.addAll(extra);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("dev.millrace.cli.Main");
    command.addAll(arguments);
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    return new Child(builder.start(), out, err);
  }

  Result await() throws IOException, InterruptedException {
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("still running after five minutes: " + Files.readString(err));
    }
    return new Result(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  /// Kills the process after a while, as `kill -9` does.
  ///
  /// @return whether it was still running
  boolean killAfter(long millis) throws InterruptedException {
    boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    return !ended;
  }
}
