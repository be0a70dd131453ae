package dev.millrace.engine.exec;

import dev.millrace.engine.journal.ChunkTail.Fault;
import java.util.ArrayList;
import java.util.List;

/// Groups whose records lie anywhere: an external merge sort of where each record lies, by key and
/// item; the records themselves are read once, when their group is gathered.
final class SortedCloser extends Closer {
  private final Groups groups;
  private final KeySort sort;

  SortedCloser(
      PhaseState state, PartReader reader, ClosingOutput output, Groups groups, KeySort sort) {
    super(state, reader, output);
    this.groups = groups;
    this.sort = sort;
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
      sort.add(new KeySort.Entry(reader.key(), header.item(), log, at));
      at += 4 + (long) bytes;
    }
  }

  @Override
  void end() {
    List<PartReader.Place> places = new ArrayList<>();
    String[] key = {""};
    sort.forEachSorted(entry -> {
      if (!places.isEmpty() && !entry.key().equals(key[0])) {
        groups.gather(key[0], List.copyOf(places));
        places.clear();
      }
      key[0] = entry.key();
      places.add(new PartReader.Place(entry.log(), entry.item(), entry.offset()));
    });
    if (!places.isEmpty()) {
      groups.gather(key[0], List.copyOf(places));
    }
  }

  @Override
  public void close() {
    super.close();
    sort.close();
  }
}
