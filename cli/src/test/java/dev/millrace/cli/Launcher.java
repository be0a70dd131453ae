package dev.millrace.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// The launcher script as tests call it: on what is built, with this JDK, with a start-up cache of
/// its own.
final class Launcher {
  static final String SERVICE = "META-INF/services/dev.millrace.engine.model.PipelineSpec";
  private static final int MOST_SECONDS = 120;

  private final Path folder;

  Launcher(Path folder) {
    this.folder = folder;
  }

  record Ended(int exit, String out, String err) {}

  static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("millrace"))) {
      at = Objects.requireNonNull(at.getParent(), "no launcher above the tests");
    }
    return at;
  }

  Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(root().resolve("millrace").toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("MILLRACE_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MILLRACE_BUILD", "never");
    builder.environment().put("MILLRACE_CACHE", folder.resolve("cache").toString());
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    return builder.start();
  }

  Ended end(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the launcher takes more than " + MOST_SECONDS + " s");
    }
    return new Ended(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }

  Ended run(String... arguments) throws IOException, InterruptedException {
    return end(start(List.of(arguments)));
  }

  /// A jar with the tiny pipeline, as a user would bring one.
  Path tinyJar() throws IOException {
    Path jar = folder.resolve("tiny.jar");
    Path classes =
        Path.of(TinyPipeline.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> walk = Files.walk(classes.resolve("dev"))) {
      out.putNextEntry(new JarEntry(SERVICE));
      out.write((TinyPipeline.class.getName() + "\n").getBytes(StandardCharsets.UTF_8));
      walk.filter(path -> path.getFileName().toString().startsWith("TinyPipeline"))
          .forEach(path -> put(out, classes, path));
    }
    return jar;
  }

  private static void put(JarOutputStream out, Path classes, Path path) {
    try {
      out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
      Files.copy(path, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
