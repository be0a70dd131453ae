package dev.millrace.engine.errors;

/// A wrong option, parameter or command. Exit code 2.
public final class UsageException extends MillraceException {
  private static final long serialVersionUID = 1L;

  public UsageException(String code, String message) {
    super(code, message, null);
  }

  public UsageException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
