package dev.millrace.engine.memory;

/// The pool has no room for a request. Carries no stack trace: it steers the engine, it is not
/// shown.
public final class ReservationRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long neededBytes;

  public ReservationRefused(String tag, long neededBytes, long freeBytes) {
    super(
        tag + " needs " + neededBytes + " bytes, " + freeBytes + " bytes left", null, false, false);
    this.neededBytes = neededBytes;
  }

  /// What the refused holder would hold in all, had it been granted.
  public long neededBytes() {
    return neededBytes;
  }
}
