package dev.millrace.engine.io;

import dev.millrace.engine.errors.BudgetException;
import dev.millrace.engine.units.DataSize;
import java.util.concurrent.atomic.AtomicLong;

/// Counts the bytes that parts and products take on disk against a bound. Thread-safe.
public final class DiskMeter {
  private final long boundBytes;
  private final AtomicLong used = new AtomicLong();

  public DiskMeter(long boundBytes) {
    this.boundBytes = boundBytes;
  }

  public static DiskMeter unbounded() {
    return new DiskMeter(Long.MAX_VALUE);
  }

  /// Counts bytes about to be written.
  ///
  /// @throws BudgetException when they would exceed the bound
  public void add(long bytes, String what) {
    if (used.addAndGet(bytes) > boundBytes) {
      used.addAndGet(-bytes);
      throw new BudgetException(
          "disk.budget",
          "writing "
              + what
              + ": the disk budget of "
              + DataSize.bytes(boundBytes)
              + " is used up; go on with --resume and a larger --disk");
    }
  }

  public void remove(long bytes) {
    used.addAndGet(-bytes);
  }

  public long usedBytes() {
    return used.get();
  }
}
