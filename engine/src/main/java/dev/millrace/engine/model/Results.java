package dev.millrace.engine.model;

/// The kept results of an earlier phase, in their order, read from disk on demand. Thread-safe.
public interface Results<R> {
  long size();

  R get(long index);
}
