package dev.millrace.engine.errors;

/// An output in use, foreign, finished or made by other parameters. Exit code 2.
public final class ResumeException extends MillraceException {
  private static final long serialVersionUID = 1L;

  public ResumeException(String code, String message) {
    super(code, message, null);
  }

  public ResumeException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
