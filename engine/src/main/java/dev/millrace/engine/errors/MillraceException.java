package dev.millrace.engine.errors;

import org.jspecify.annotations.Nullable;

/// A failure that a user can act on. The message says what, where, with which numbers, and what to
/// do; the command line prints it without a stack trace.
public abstract sealed class MillraceException extends RuntimeException
    permits BudgetException,
        DataException,
        DeadlineException,
        InterruptedRunException,
        ResumeException,
        StageException,
        UsageException {
  private static final long serialVersionUID = 1L;
  private final String code;

  MillraceException(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /// A short stable word for the kind of failure, such as `parquet.truncated`, for `failures.csv`.
  public final String code() {
    return code;
  }
}
