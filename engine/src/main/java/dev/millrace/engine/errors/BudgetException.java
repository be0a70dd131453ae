package dev.millrace.engine.errors;

/// The budget cannot work, or is used up: memory, disk. Exit code 4.
public final class BudgetException extends MillraceException {
  private static final long serialVersionUID = 1L;

  public BudgetException(String code, String message) {
    super(code, message, null);
  }

  public BudgetException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
