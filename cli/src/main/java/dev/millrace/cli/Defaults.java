package dev.millrace.cli;

import dev.millrace.engine.model.OptionSet;

/// General options at their defaults, for commands that do not take them.
final class Defaults {
  static final Flags.Work WORK = OptionSet.of(Flags.Work.class).defaults();
  static final Flags.Outcomes OUTCOMES = OptionSet.of(Flags.Outcomes.class).defaults();
  static final Flags.Display DISPLAY = OptionSet.of(Flags.Display.class).defaults();

  private Defaults() {}
}
