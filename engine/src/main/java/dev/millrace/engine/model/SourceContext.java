package dev.millrace.engine.model;

import dev.millrace.engine.io.InputRoot;

/// What may be looked at before a phase starts: the input and the kept results of earlier phases.
public interface SourceContext {
  InputRoot input();

  /// The results that an earlier phase keeps.
  ///
  /// @param type the record type that the phase's closing emits
  <R> Results<R> results(String phase, Class<R> type);
}
