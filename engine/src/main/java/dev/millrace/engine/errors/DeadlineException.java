package dev.millrace.engine.errors;

/// The deadline came before the end; the run can be resumed. Exit code 5.
public final class DeadlineException extends MillraceException {
  private static final long serialVersionUID = 1L;

  public DeadlineException(String code, String message) {
    super(code, message, null);
  }

  public DeadlineException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
