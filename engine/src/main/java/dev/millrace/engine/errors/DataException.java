package dev.millrace.engine.errors;

/// An input that is missing, damaged or not what it should be: names file and place. Fails an item,
/// or exit code 2 when the whole input is unusable.
public final class DataException extends MillraceException {
  private static final long serialVersionUID = 1L;

  public DataException(String code, String message) {
    super(code, message, null);
  }

  public DataException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
