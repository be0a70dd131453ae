package dev.millrace.engine.exec;

import dev.millrace.engine.errors.BudgetException;
import dev.millrace.engine.errors.ResumeException;
import dev.millrace.engine.errors.StageException;
import dev.millrace.engine.journal.ChunkTail.Fault;
import dev.millrace.engine.journal.RecordCodec;
import dev.millrace.engine.memory.ReservationRefused;
import dev.millrace.engine.model.Closing;
import dev.millrace.engine.model.Gather;
import dev.millrace.engine.model.Group;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Hands complete groups to a gather and its results to the output. One thread at a time.
final class Groups {
  private final PhaseState state;
  private final Closing.ByKey closing;
  private final RecordCodec<Object> codec;
  private final PartReader values;
  private final ItemContext context;
  private final ClosingOutput output;
  private final Map<String, List<String>> missing = new HashMap<>();

  @SuppressWarnings("unchecked") // records are cast by the codec's own type
  Groups(
      PhaseState state,
      Closing.ByKey closing,
      RecordCodec<?> codec,
      PartReader values,
      ItemContext context,
      ClosingOutput output) {
    this.state = state;
    this.closing = closing;
    this.codec = (RecordCodec<Object>) codec;
    this.values = values;
    this.context = context;
    this.output = output;
  }

  /// Notes a failed item under the key that it would have fed, where that can be told.
  void failed(Fault fault) {
    if (closing.itemKey() != null) {
      String key = closing.itemKey().apply(state.dataset().item(fault.item()));
      missing.computeIfAbsent(key, k -> new ArrayList<>()).add(state.itemName(fault.item()));
    }
  }

  /// Gathers one group. A failure leaves the group out, recorded under its first item; one that
  /// comes after results were handed on ends the run, for a product cannot take them back.
  @SuppressWarnings("unchecked") // the builder's types guarantee what the gather gets
  void gather(String key, List<PartReader.Place> places) {
    long item = places.getFirst().item();
    List<String> lost = missing.getOrDefault(key, List.of());
    context.beginChunk();
    context.beginItem(item);
    int[] emitted = {0};
    try {
      ((Gather<Object, Object>) closing.gather())
          .gather(
              new Places(key, lost, places),
              context,
              result -> {
                emitted[0]++;
                output.accept(result);
              });
    } catch (BudgetException | ResumeException | ReservationRefused stopsRun) {
      throw stopsRun;
    } catch (RuntimeException failure) {
      if (emitted[0] > 0) {
        throw new StageException(
            "gather.partial",
            closing.name() + " of " + key + " failed after part of it was written: " + failure,
            failure);
      }
      context.fail(failure);
    } finally {
      context.endItem();
    }
    if (!lost.isEmpty() && context.failed().isEmpty()) {
      context.degraded("gather.missing", "without " + String.join(", ", lost));
    }
    context.failed().forEach(fault -> state.closingFault(true, fault));
    context.degradedItems().forEach(fault -> state.closingFault(false, fault));
  }

  private final class Places implements Group<Object> {
    private final String key;
    private final List<String> lost;
    private final List<PartReader.Place> places;

    Places(String key, List<String> lost, List<PartReader.Place> places) {
      this.key = key;
      this.lost = lost;
      this.places = places;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public List<String> missing() {
      return lost;
    }

    @Override
    public Iterator<Object> iterator() {
      Iterator<PartReader.Place> each = places.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return each.hasNext();
        }

        @Override
        public Object next() {
          return values.read(each.next(), codec);
        }
      };
    }
  }
}
