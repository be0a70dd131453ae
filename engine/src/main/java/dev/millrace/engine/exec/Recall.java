package dev.millrace.engine.exec;

import dev.millrace.engine.errors.ResumeException;
import dev.millrace.engine.io.FileIdentity;
import dev.millrace.engine.io.LocalInput;
import dev.millrace.engine.journal.ChunkTail;
import dev.millrace.engine.journal.CommitTable;
import java.util.ArrayList;
import java.util.List;

/// What the chunks of an earlier attempt say, after checking that the bytes they read are
/// unchanged.
///
/// @param tails one a chunk, without costs and inputs
record Recall(List<ChunkTail> tails) {

  static Recall of(PartReader reader, CommitTable done, LocalInput input, boolean verifyInputs) {
    List<ChunkTail> tails = new ArrayList<>();
    for (int i = 0; i < done.size(); i++) {
      ChunkTail tail = reader.tail(done.get(i));
      for (FileIdentity identity : tail.inputs()) {
        if (!input.unchanged(identity, verifyInputs)) {
          throw new ResumeException(
              "resume.input",
              "the input "
                  + identity.key()
                  + " has changed since it was read; put it back, or start over with --overwrite");
        }
      }
      if (!tail.failed().isEmpty() || !tail.degraded().isEmpty() || tail.rejected() > 0) {
        tails.add(tail);
      }
    }
    return new Recall(tails);
  }
}
