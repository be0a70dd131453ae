package dev.millrace.engine.memory;

/// Bytes of a pool that one holder has. Grows and shrinks; closing gives all of it back. One
/// thread.
public final class Reservation implements AutoCloseable {
  private final MemoryPool pool;
  private final String tag;
  private long bytes;

  Reservation(MemoryPool pool, String tag) {
    this.pool = pool;
    this.tag = tag;
  }

  public long bytes() {
    return bytes;
  }

  /// Adds to the reservation at once.
  ///
  /// @throws ReservationRefused when the pool has not that much left
  public void grow(long more) {
    if (!tryGrow(more)) {
      throw new ReservationRefused(tag, bytes + more, pool.capacityBytes() - pool.reservedBytes());
    }
  }

  public boolean tryGrow(long more) {
    if (more < 0) {
      throw new IllegalArgumentException(tag + " grows by " + more);
    }
    if (!pool.tryTake(more)) {
      return false;
    }
    bytes += more;
    return true;
  }

  /// Makes the reservation at least `target` bytes, waiting for other holders to give back.
  ///
  /// @return false when the wait was in vain
  public boolean awaitAtLeast(long target, long timeoutNanos) throws InterruptedException {
    long more = target - bytes;
    if (more <= 0) {
      return true;
    }
    if (!pool.take(more, timeoutNanos)) {
      return false;
    }
    bytes = target;
    return true;
  }

  public void shrinkTo(long target) {
    if (target < bytes) {
      pool.give(bytes - target);
      bytes = target;
    }
  }

  @Override
  public void close() {
    shrinkTo(0);
  }
}
