package dev.millrace.cli;

import dev.millrace.engine.model.Progress;
import dev.millrace.engine.units.Json;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.Function;

/// Where results and messages go: standard output for results, standard error for everything else.
/// With `--json` standard output gets one document and nothing else.
record Screen(PrintStream out, PrintStream err, Launch launch, Flags.Display display) {

  Screen with(Flags.Display newDisplay) {
    return new Screen(out, err, launch, newDisplay);
  }

  boolean json() {
    return display.json();
  }

  /// A result: the document with `--json`, the text without.
  void result(Map<String, ?> document, String text) {
    if (display.json()) {
      out.println(Json.print(document));
    } else if (!display.quiet()) {
      out.print(text.endsWith("\n") || text.isEmpty() ? text : text + "\n");
    }
    out.flush();
  }

  /// A line for people that is no result.
  void note(String text) {
    if (!display.quiet()) {
      err.println(text);
      err.flush();
    }
  }

  /// Shows the progress of some work.
  <R> R watch(Function<Progress, R> work) {
    if (display.quiet() || display.progress() == Flags.ProgressStyle.NONE) {
      return work.apply(Progress.SILENT);
    }
    boolean redraw =
        switch (display.progress()) {
          case TTY -> true;
          case PLAIN, NONE -> false;
          case AUTO -> launch.errTerminal();
        };
    try (ProgressLine progress = new ProgressLine(err, redraw, launch.columns())) {
      return work.apply(progress);
    }
  }

  /// Bold type is for terminals, unless the user asks programs for none.
  boolean bold() {
    boolean plain = System.getenv("NO_COLOR") != null || "dumb".equals(System.getenv("TERM"));
    return launch.outTerminal() && !plain;
  }
}
