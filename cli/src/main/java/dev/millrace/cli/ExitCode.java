package dev.millrace.cli;

import dev.millrace.engine.errors.BudgetException;
import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.errors.DeadlineException;
import dev.millrace.engine.errors.InterruptedRunException;
import dev.millrace.engine.errors.MillraceException;
import dev.millrace.engine.errors.ResumeException;
import dev.millrace.engine.errors.StageException;
import dev.millrace.engine.errors.UsageException;

/// What the process tells its caller.
final class ExitCode {
  static final int DONE = 0;
  static final int INTERNAL = 1;
  static final int USAGE = 2;
  static final int INCOMPLETE = 3;
  static final int BUDGET = 4;
  static final int DEADLINE = 5;
  static final int ALERT = 6;
  static final int INTERRUPTED = 130;

  private ExitCode() {}

  /// A stage's failure ends a run only under `--fail-fast`: an item failed, as in [#INCOMPLETE].
  static int of(MillraceException failure) {
    return switch (failure) {
      case UsageException _, DataException _, ResumeException _ -> USAGE;
      case StageException _ -> INCOMPLETE;
      case BudgetException _ -> BUDGET;
      case DeadlineException _ -> DEADLINE;
      case InterruptedRunException _ -> INTERRUPTED;
    };
  }
}
