package dev.millrace.cli;

import dev.millrace.engine.errors.UsageException;
import dev.millrace.engine.model.OptionSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// An option that takes a list also takes a file with one entry a line: its entries then stand in
/// the run's record, so that the file may be gone when the run is resumed.
final class ListFiles {
  private static final long MOST_BYTES = 64L << 20;

  private ListFiles() {}

  /// The texts with names of files replaced by their entries.
  static Map<String, String> expand(OptionSet<?> options, Map<String, String> texts) {
    Map<String, String> expanded = new HashMap<>(texts);
    for (OptionSet.Entry entry : options.entries()) {
      String text = texts.get(entry.name());
      if (entry.list() && text != null && isFile(text)) {
        expanded.put(entry.name(), entries(entry, Path.of(text)));
      }
    }
    return expanded;
  }

  private static boolean isFile(String text) {
    try {
      return !text.isEmpty()
          && !text.chars().allMatch(Character::isDigit)
          && Files.isRegularFile(Path.of(text));
    } catch (InvalidPathException notAPath) {
      return false;
    }
  }

  private static String entries(OptionSet.Entry entry, Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new UsageException(
            "option.value", entry.flag() + " " + file + ": too large for a list of entries");
      }
      return String.join(
          ",",
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList());
    } catch (IOException failure) {
      throw new UsageException(
          "option.value", entry.flag() + " " + file + " cannot be read as a list", failure);
    }
  }
}
