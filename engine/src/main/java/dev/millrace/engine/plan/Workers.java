package dev.millrace.engine.plan;

import dev.millrace.engine.errors.BudgetException;
import dev.millrace.engine.model.Budget;
import dev.millrace.engine.model.JvmLimits;
import dev.millrace.engine.model.WorkingSet;
import dev.millrace.engine.units.DataSize;

/// How many workers a phase gets: as many as there are cores and as fit the memory.
///
/// @param count at least 1
/// @param perWorker what each may need
/// @param shared side inputs, closing and product together
/// @param heapBytes what reservations may take of the heap
/// @param nativeBytes what they may take beside it
public record Workers(
    int count, WorkingSet perWorker, WorkingSet shared, long heapBytes, long nativeBytes) {

  /// @throws BudgetException when not even one worker fits, naming the smallest budget that can
  public static Workers plan(
      String phase, Budget budget, JvmLimits limits, WorkingSet perWorker, WorkingSet shared) {
    long heap = Footprint.usableHeapBytes(limits.heapBytes());
    long count = budget.cores();
    count = Math.min(count, fitting(heap - shared.heapBytes(), perWorker.heapBytes()));
    count =
        Math.min(
            count, fitting(limits.nativeBytes() - shared.nativeBytes(), perWorker.nativeBytes()));
    if (count < 1) {
      DataSize smallest = Footprint.smallestFor(perWorker.plus(shared), 1);
      throw new BudgetException(
          "budget.memory",
          "phase \""
              + phase
              + "\": --memory "
              + budget.memory().ceilMebibytes()
              + "m cannot work: one worker needs "
              + DataSize.bytes(perWorker.heapBytes() + perWorker.nativeBytes())
              + " and the phase "
              + DataSize.bytes(shared.heapBytes() + shared.nativeBytes())
              + "; the smallest that can is --memory "
              + Math.max(smallest.ceilMebibytes(), 0)
              + "m --cores 1");
    }
    return new Workers((int) count, perWorker, shared, heap, limits.nativeBytes());
  }

  private static long fitting(long room, long each) {
    return room < 0 ? 0 : each == 0 ? Integer.MAX_VALUE : room / each;
  }
}
