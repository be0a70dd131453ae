package dev.millrace.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Other people's programs that read HDF5. A test that needs one is skipped where it is absent.
final class Tools {
  private Tools() {}

  record Result(int exit, String output) {}

  /// What Python prints when it runs `script`, which needs a module, on the file.
  static String python(String module, String script, TestFile file) {
    Optional<String> python =
        Stream.of("python3", "/usr/bin/python3")
            .filter(name -> works(name, "-c", "import " + module))
            .findFirst();
    assumeTrue(
        python.isPresent(), "no Python with " + module + " (Debian: python3-" + module + ")");
    return output(python.orElseThrow(), "-c", script, file.path().toString());
  }

  /// What h5dump prints, without the line that names the file.
  static String h5dump(TestFile file, String... options) {
    assumeTrue(works("h5dump", "--version"), "no h5dump (Debian: hdf5-tools)");
    String[] command = new String[options.length + 2];
    command[0] = "h5dump";
    System.arraycopy(options, 0, command, 1, options.length);
    command[command.length - 1] = file.path().toString();
    String dump = output(command);
    return dump.substring(dump.indexOf('\n') + 1);
  }

  private static boolean works(String... command) {
    try {
      return run(command).exit == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  static String output(String... command) {
    try {
      Result result = run(command);
      assertThat(result.exit).as(result.output).isZero();
      return result.output;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Result run(String... command) throws IOException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Result(process.waitFor(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
