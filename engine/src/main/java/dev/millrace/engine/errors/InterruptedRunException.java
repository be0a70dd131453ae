package dev.millrace.engine.errors;

/// Somebody asked the run to stop; it can be resumed. Exit code 130.
public final class InterruptedRunException extends MillraceException {
  private static final long serialVersionUID = 1L;

  public InterruptedRunException(String code, String message) {
    super(code, message, null);
  }

  public InterruptedRunException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
