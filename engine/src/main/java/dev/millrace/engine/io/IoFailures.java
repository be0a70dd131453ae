package dev.millrace.engine.io;

import dev.millrace.engine.errors.BudgetException;
import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.errors.MillraceException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Turns an [IOException] into what it means for the user: a full disk stops the run resumable,
/// anything else names the file.
public final class IoFailures {
  private IoFailures() {}

  public static MillraceException writing(String what, IOException cause) {
    String reason = reason(cause);
    if (reason.toLowerCase(Locale.ROOT).contains("no space left")
        || reason.toLowerCase(Locale.ROOT).contains("quota")) {
      return new BudgetException(
          "disk.full",
          "writing " + what + ": the disk is full; free some space and go on with --resume",
          cause);
    }
    return new DataException("io.write", "cannot write " + what + ": " + reason, cause);
  }

  public static DataException reading(String what, IOException cause) {
    return new DataException("io.read", "cannot read " + what + ": " + reason(cause), cause);
  }

  private static String reason(IOException cause) {
    @Nullable String reason =
        cause instanceof FileSystemException failure ? failure.getReason() : cause.getMessage();
    if (reason != null) {
      return reason;
    }
    return switch (cause) {
      case java.nio.file.NoSuchFileException missing -> "it does not exist";
      case java.nio.file.AccessDeniedException denied -> "permission denied";
      default -> cause.getClass().getSimpleName();
    };
  }
}
