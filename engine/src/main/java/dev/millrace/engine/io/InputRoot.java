package dev.millrace.engine.io;

import java.util.List;

/// The folder or single file that a run reads, addressed by relative keys with `/` between names.
public interface InputRoot {
  /// Opens an input.
  ///
  /// @throws dev.millrace.engine.errors.DataException when it is missing or not readable
  InputFile open(String key);

  boolean exists(String key);

  /// The names right under a folder key (empty for the root), sorted; folders end in `/`.
  List<String> list(String folderKey);

  long size(String key);

  /// The root as the user wrote it, for messages.
  String display();
}
