package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// ARCHITECTURE.md names only types that exist, and stays short enough to be read.
class ArchitecturePageTest {
  private static final Path ROOT =
      Path.of(System.getProperty("user.dir")).resolve("..").normalize();
  private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z0-9]+)s?`");
  private static final Pattern DECLARED =
      Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z][A-Za-z0-9]+)");

  @Test
  void everyTypeItNamesExists() throws IOException {
    Set<String> declared = declaredTypes();
    String page = Files.readString(ROOT.resolve("ARCHITECTURE.md"));
    Set<String> named = new TreeSet<>();
    Matcher matcher = NAMED.matcher(page);
    while (matcher.find()) {
      named.add(matcher.group(1));
    }
    named.remove("NAME");
    assertThat(named).hasSizeGreaterThan(40);
    assertThat(declared).containsAll(named);
    assertThat(page.lines().count()).isLessThanOrEqualTo(150);
  }

  private static Set<String> declaredTypes() throws IOException {
    Set<String> declared = new TreeSet<>();
    try (Stream<Path> paths = Files.walk(ROOT)) {
      for (Path path :
          paths
              .filter(path -> path.toString().contains("src"))
              .filter(path -> path.toString().endsWith(".java"))
              .toList()) {
        Matcher matcher = DECLARED.matcher(Files.readString(path));
        while (matcher.find()) {
          declared.add(matcher.group(1));
        }
      }
    }
    return declared;
  }
}
