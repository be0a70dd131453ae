package dev.millrace.engine.report;

import dev.millrace.engine.exec.PhaseResult;
import dev.millrace.engine.exec.RunExecutor;
import dev.millrace.engine.exec.RunResult;
import dev.millrace.engine.io.IoFailures;
import dev.millrace.engine.journal.ChunkTail;
import dev.millrace.engine.journal.Commit;
import dev.millrace.engine.journal.RunDirectory;
import java.io.BufferedWriter;
import java.io.IOException;

/// Writes the tables of a run's directory: `profile.csv`, `failures.csv`, `dead-letters.csv`.
public final class RunExports {
  private static final String PROFILE_HEADER =
      "phase,chunk,end,stage,calls,bytes_in,bytes_out,wall_ns,cpu_ns,wait_memory_ns,"
          + "wait_input_ns,reserved_bytes,retries,worker\n";

  private RunExports() {}

  /// Streams every chunk's profile to CSV; the alerts see each chunk on the way. The row of stage
  /// `chunk` is the chunk as a whole.
  public static void profile(RunExecutor executor, RunDirectory directory, Alerts alerts) {
    try (BufferedWriter profile = directory.newLines("profile.csv", false);
        BufferedWriter letters = directory.newLines("dead-letters.csv", false)) {
      profile.write(PROFILE_HEADER);
      letters.write("phase,item,stage,code,message\n");
      executor.forEachCommit((phase, commit) -> {
        ChunkTail tail = executor.tail(commit);
        alerts.chunk(tail.cost(), commit.end() - commit.first());
        chunk(profile, phase, commit, tail);
        letters(letters, phase, tail);
      });
    } catch (IOException failure) {
      throw IoFailures.writing(directory.path() + "/profile.csv", failure);
    }
  }

  private static void chunk(BufferedWriter out, String phase, Commit commit, ChunkTail tail)
      throws IOException {
    ChunkTail.ChunkCost cost = tail.cost();
    String chunk = phase + "," + commit.first() + "," + commit.end() + ",";
    out.write(
        chunk
            + "chunk,1,"
            + cost.bytesIn()
            + ","
            + cost.bytesOut()
            + ","
            + cost.wallNanos()
            + ","
            + cost.cpuNanos()
            + ","
            + cost.waitMemoryNanos()
            + ","
            + cost.waitInputNanos()
            + ","
            + cost.reservedBytes()
            + ","
            + cost.retries()
            + ","
            + cost.worker()
            + "\n");
    for (ChunkTail.StageCost stage : tail.costs()) {
      out.write(
          chunk
              + stage.name()
              + ","
              + stage.calls()
              + ","
              + stage.bytesIn()
              + ","
              + stage.bytesOut()
              + ","
              + stage.wallNanos()
              + ","
              + stage.cpuNanos()
              + ",0,0,0,0,"
              + cost.worker()
              + "\n");
    }
  }

  private static void letters(BufferedWriter out, String phase, ChunkTail tail) throws IOException {
    for (ChunkTail.Fault letter : tail.deadLetters()) {
      out.write(
          csv(
              phase,
              Long.toString(letter.item()),
              letter.stage(),
              letter.code(),
              letter.message()));
    }
  }

  /// Writes every failed and degraded item of a finished run.
  public static void failures(RunResult result, RunDirectory directory) {
    try (BufferedWriter out = directory.newLines("failures.csv", false)) {
      out.write("phase,outcome,item,stage,code,message\n");
      for (PhaseResult phase : result.phases()) {
        for (PhaseResult.NamedFault fault : phase.faults()) {
          out.write(
              csv(
                  phase.phase(),
                  fault.outcome(),
                  fault.item(),
                  fault.stage(),
                  fault.code(),
                  fault.message()));
        }
      }
    } catch (IOException failure) {
      throw IoFailures.writing(directory.path() + "/failures.csv", failure);
    }
  }

  private static String csv(String... cells) {
    StringBuilder line = new StringBuilder();
    for (String cell : cells) {
      if (!line.isEmpty()) {
        line.append(',');
      }
      boolean quote = cell.indexOf(',') >= 0 || cell.indexOf('"') >= 0 || cell.indexOf('\n') >= 0;
      line.append(quote ? '"' + cell.replace("\"", "\"\"").replace('\n', ' ') + '"' : cell);
    }
    return line.append('\n').toString();
  }
}
