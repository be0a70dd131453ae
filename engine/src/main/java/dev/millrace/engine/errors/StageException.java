package dev.millrace.engine.errors;

/// A stage failed on one item, with the place where it happened.
public final class StageException extends MillraceException {
  private static final long serialVersionUID = 1L;

  public StageException(String code, String message) {
    super(code, message, null);
  }

  public StageException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
