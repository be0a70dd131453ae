package dev.millrace.engine.exec;

import dev.millrace.engine.errors.UsageException;
import dev.millrace.engine.journal.ChunkTail.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Groups whose records lie next to each other: each is gathered as soon as the next one begins.
final class AdjacentCloser extends Closer {
  private final Groups groups;
  private final Set<String> closed = new HashSet<>();
  private List<PartReader.Place> places = new ArrayList<>();
  private String key = "";

  AdjacentCloser(PhaseState state, PartReader reader, ClosingOutput output, Groups groups) {
    super(state, reader, output);
    this.groups = groups;
  }

  @Override
  void failed(Fault fault) {
    groups.failed(fault);
  }

  @Override
  void item(int log, PartReader.ItemHeader header) {
    long at = header.offset();
    for (int i = 0; i < header.records(); i++) {
      reader.seek(log, at);
      int bytes = reader.recordBytes();
      String recordKey = reader.key();
      if (!recordKey.equals(key) || places.isEmpty()) {
        closeGroup();
        key = recordKey;
      }
      places.add(new PartReader.Place(log, header.item(), at));
      at += 4 + (long) bytes;
    }
  }

  private void closeGroup() {
    if (places.isEmpty()) {
      return;
    }
    if (!closed.add(key)) {
      throw new UsageException(
          "pipeline.gather",
          "records of key \""
              + key
              + "\" do not lie next to each other: use gather, not"
              + " gatherAdjacent");
    }
    groups.gather(key, places);
    places = new ArrayList<>();
  }

  @Override
  void end() {
    closeGroup();
  }
}
