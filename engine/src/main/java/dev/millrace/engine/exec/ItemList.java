package dev.millrace.engine.exec;

import dev.millrace.engine.errors.ResumeException;
import dev.millrace.engine.journal.RunDirectory;
import dev.millrace.engine.model.Dataset;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// Remembers which items a phase has: they are part of what makes a run the same work.
final class ItemList {
  private ItemList() {}

  static String digest(Dataset<?> dataset) {
    CRC32C crc = new CRC32C();
    for (long i = 0; i < dataset.size(); i++) {
      crc.update(dataset.name(i).getBytes(StandardCharsets.UTF_8));
      crc.update('\n');
    }
    return dataset.size() + " items, names " + Long.toHexString(crc.getValue());
  }

  static String file(String phase) {
    return "items-" + phase;
  }

  /// Notes the items of a new phase, or checks them against what was noted before.
  ///
  /// @throws ResumeException when they differ
  static void requireSame(RunDirectory directory, String phase, Dataset<?> dataset) {
    String now = digest(dataset);
    String file = file(phase);
    if (directory.has(file) && !directory.readText(file).equals(now)) {
      throw new ResumeException(
          "resume.items",
          "phase \""
              + phase
              + "\": the input has other items than when the run began ("
              + directory.readText(file)
              + "; now "
              + now
              + "); start over with --overwrite or choose another --output");
    }
    directory.writeText(file, now);
  }
}
