package dev.millrace.engine.exec;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Why a run is to stop before its end; the first reason stands. Thread-safe.
final class StopSignal {
  private final AtomicReference<@Nullable Throwable> reason = new AtomicReference<>();

  void request(Throwable why) {
    reason.compareAndSet(null, why);
  }

  boolean requested() {
    return reason.get() != null;
  }

  /// @throws RuntimeException the reason, if there is one
  void throwIfRequested() {
    switch (reason.get()) {
      case null -> {}
      case RuntimeException failure -> throw failure;
      case Error failure -> throw failure;
      case Throwable failure -> throw new IllegalStateException(failure);
    }
  }
}
