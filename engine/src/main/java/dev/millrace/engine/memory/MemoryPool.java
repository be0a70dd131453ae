package dev.millrace.engine.memory;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A fixed number of bytes that holders reserve before they allocate. A request that fits waits for
/// its turn or is refused, as the caller asks; one that never fits is refused at once. Thread-safe.
public final class MemoryPool {
  private final String name;
  private final long capacityBytes;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition released = lock.newCondition();
  private long reservedBytes;
  private long peakBytes;
  private long refusals;
  private int waiting;

  public MemoryPool(String name, long capacityBytes) {
    if (capacityBytes < 0) {
      throw new IllegalArgumentException("capacity of pool " + name + ": " + capacityBytes);
    }
    this.name = name;
    this.capacityBytes = capacityBytes;
  }

  /// An empty reservation that grows on demand and gives everything back when closed.
  public Reservation open(String tag) {
    return new Reservation(this, tag);
  }

  public String name() {
    return name;
  }

  public long capacityBytes() {
    return capacityBytes;
  }

  public long reservedBytes() {
    lock.lock();
    try {
      return reservedBytes;
    } finally {
      lock.unlock();
    }
  }

  public long peakBytes() {
    lock.lock();
    try {
      return peakBytes;
    } finally {
      lock.unlock();
    }
  }

  /// How often a request was refused since the pool was made.
  public long refusals() {
    lock.lock();
    try {
      return refusals;
    } finally {
      lock.unlock();
    }
  }

  /// Whether somebody waits for bytes to come back.
  public boolean contended() {
    lock.lock();
    try {
      return waiting > 0;
    } finally {
      lock.unlock();
    }
  }

  boolean tryTake(long bytes) {
    lock.lock();
    try {
      if (reservedBytes + bytes > capacityBytes) {
        refusals++;
        return false;
      }
      take(bytes);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the bytes are free; false when the time is up or they can never be.
  boolean take(long bytes, long timeoutNanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = timeoutNanos;
      waiting++;
      while (reservedBytes + bytes > capacityBytes) {
        if (bytes > capacityBytes || left <= 0) {
          refusals++;
          return false;
        }
        left = released.awaitNanos(left);
      }
      take(bytes);
      return true;
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  void give(long bytes) {
    lock.lock();
    try {
      if (bytes > reservedBytes) {
        throw new IllegalStateException(
            "pool " + name + " gets back " + bytes + " bytes of " + reservedBytes + " reserved");
      }
      reservedBytes -= bytes;
      released.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void take(long bytes) {
    reservedBytes += bytes;
    peakBytes = Math.max(peakBytes, reservedBytes);
  }
}
