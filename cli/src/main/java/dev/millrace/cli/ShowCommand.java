package dev.millrace.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `millrace show RUN`: the run's record.
final class ShowCommand implements Command {
  @Override
  public String name() {
    return "show";
  }

  @Override
  public String title() {
    return "Show a run's record: what was asked, on what machine, what came of it";
  }

  @Override
  public String argument() {
    return "RUN";
  }

  @Override
  public Class<? extends Record> flags() {
    return Flags.Look.class;
  }

  @Override
  public int run(Call call) {
    OldRun run = OldRun.of(call.word("show needs a run: " + OldRun.WORD));
    StringBuilder text = new StringBuilder();
    append(text, run.document(), 0);
    text.append("directory   ").append(run.directory()).append('\n');
    call.screen().result(run.document(), text.toString());
    return ExitCode.DONE;
  }

  private static void append(StringBuilder text, Map<?, ?> map, int depth) {
    int width = 10;
    for (Object key : map.keySet()) {
      width = Math.max(width, key.toString().length());
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = String.valueOf(entry.getKey());
      text.repeat("  ", depth).append(name);
      appendValue(text, entry.getValue(), width - name.length() + 2, depth);
    }
  }

  private static void appendValue(StringBuilder text, @Nullable Object value, int gap, int depth) {
    switch (value) {
      case Map<?, ?> map when !map.isEmpty() -> {
        text.append('\n');
        append(text, map, depth + 1);
      }
      case Iterable<?> list when list.iterator().hasNext() -> {
        text.append('\n');
        for (Object element : list) {
          text.repeat("  ", depth + 1).append(line(element)).append('\n');
        }
      }
      case null, default -> text.repeat(" ", gap).append(line(value)).append('\n');
    }
  }

  private static String line(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Map<?, ?> map -> String.join("  ", map.values().stream().map(String::valueOf).toList());
      case Iterable<?> _ -> "none";
      default -> value.toString();
    };
  }
}
