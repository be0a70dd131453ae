package dev.millrace.cli;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The native libraries that come with the jars of a class path, and their versions.
final class NativeLibraries {
  private static final Pattern JAR =
      Pattern.compile("(hdf5|zstd-jni|snappy-java|openblas)-([0-9.]*[0-9]).*\\.jar");

  private NativeLibraries() {}

  static Map<String, String> find(String classPath) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Matcher matcher = JAR.matcher(entry.substring(entry.lastIndexOf('/') + 1));
      if (matcher.matches()) {
        String name = matcher.group(1).replaceFirst("-(jni|java)$", "");
        found.put(name, matcher.group(2));
      }
    }
    return found;
  }
}
