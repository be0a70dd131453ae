package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.model.Budget;
import dev.millrace.engine.model.JvmLimits;
import dev.millrace.engine.model.OptionSet;
import dev.millrace.engine.model.PipelineSpec;
import dev.millrace.engine.model.Progress;
import dev.millrace.engine.model.RunRecord;
import dev.millrace.engine.model.RunSettings;
import dev.millrace.engine.units.DataSize;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compiles and runs the examples of `docs/write-a-pipeline.md` as they stand there.
class WriteAPipelineTest {
  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CLASS = Pattern.compile("public final class (\\w+)");

  @TempDir private Path folder;

  @Test
  void threeStagesAndATable() throws Exception {
    String source = example(0);
    assertThat(source.lines().filter(line -> !line.isBlank()).count())
        .as("lines without blank ones")
        .isLessThanOrEqualTo(60);
    Path input = Files.createDirectories(folder.resolve("stars"));
    Files.writeString(input.resolve("a.txt"), "1\n2\n3\n");
    Files.writeString(input.resolve("b.txt"), "5\n5\n5\n5\n");
    Files.writeString(input.resolve("bad.txt"), "5\nx\n");

    RunRecord record = run(source, Optional.of(input));

    assertThat(Files.readString(folder.resolve("out/scatter.csv")))
        .isEqualTo("star,n,mean,scatter\na.txt,3,2.0,0.816496580927726\nb.txt,4,5.0,0.0\n");
    assertThat(record.failed()).isEqualTo(1);
    assertThat(Files.readString(record.directory().resolve("failures.csv"))).contains("bad.txt");
  }

  @Test
  void twoPhasesAndAFold() throws Exception {
    RunRecord record = run(example(1), Optional.empty());

    assertThat(record.items()).isEqualTo(2000);
    assertThat(Files.readString(folder.resolve("out/walks.csv")).lines().count()).isEqualTo(1001);
  }

  private static String example(int index) throws IOException {
    Path docs = Path.of(System.getProperty("user.dir")).resolve("../docs/write-a-pipeline.md");
    Matcher matcher = EXAMPLE.matcher(Files.readString(docs));
    for (int i = 0; i <= index; i++) {
      assertThat(matcher.find()).isTrue();
    }
    return matcher.group(1);
  }

  private RunRecord run(String source, Optional<Path> input) throws Exception {
    Matcher name = CLASS.matcher(source);
    assertThat(name.find()).isTrue();
    Path classes = compile(name.group(1), source);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      PipelineSpec<?> spec =
          (PipelineSpec<?>)
              loader.loadClass("example." + name.group(1)).getDeclaredConstructor().newInstance();
      return runSpec(spec, input);
    }
  }

  private <O extends Record> RunRecord runSpec(PipelineSpec<O> spec, Optional<Path> input) {
    RunSettings settings =
        new RunSettings(
            input,
            folder.resolve("out"),
            Map.of(),
            Budget.of(2, DataSize.mebibytes(256)),
            new JvmLimits(64L << 20, 16L << 20),
            1,
            RunSettings.Start.FRESH,
            OptionalLong.empty(),
            RunSettings.Sizing.MEASURED,
            3,
            0,
            false,
            false,
            false);
    return Engine.run(spec, OptionSet.of(spec.options()).defaults(), settings, Progress.SILENT);
  }

  private Path compile(String name, String source) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Path classes = Files.createDirectories(folder.resolve("classes"));
    StringWriter messages = new StringWriter();
    SimpleJavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("string:///example/" + name + ".java"),
            javax.tools.JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                null,
                List.of(file))
            .call();
    assertThat(compiled).as(messages.toString()).isTrue();
    return classes;
  }
}
