package dev.millrace.engine.model;

/// Something every item needs and none changes: a table, a field, a configuration. A record of its
/// parameters; loaded once before the phase starts, reserved once, shared by all workers.
///
/// @param <T> an immutable, thread-safe value
public interface SideInput<T> {
  T load(SourceContext context);

  /// The heap the loaded value holds on to.
  long bytes(T value);

  default int version() {
    return 1;
  }
}
