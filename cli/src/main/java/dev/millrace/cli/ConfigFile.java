package dev.millrace.cli;

import dev.millrace.engine.errors.UsageException;
import dev.millrace.engine.model.OptionSet;
import dev.millrace.engine.model.PipelineSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.toml.TomlMapper;

/// Options from a TOML file: the table `[run]` for the command's own, one table a pipeline for its
/// own. Keys are the flags' names. Tables of other pipelines are left alone, so that one file can
/// serve several.
final class ConfigFile {
  private static final String RUN = "run";
  private static final List<String> ONLY_TYPED = List.of("config", "jar");

  private ConfigFile() {}

  /// @return texts by option name
  /// @throws UsageException for a file that is not there or no TOML, a table or key that is unknown
  static Map<String, String> read(
      String file, Command command, Optional<PipelineSpec<?>> pipeline, Pipelines pipelines) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<?, ?> table : parse(file).entrySet()) {
      String name = String.valueOf(table.getKey());
      if (!(table.getValue() instanceof Map<?, ?> keys)) {
        throw wrong(file, "\"" + name + "\" stands outside a table; write it under [run]");
      }
      if (name.equals(RUN)) {
        texts.putAll(general(file, keys, command));
      } else if (pipeline.isPresent() && pipeline.get().name().equals(name)) {
        texts.putAll(own(file, keys, pipeline.get()));
      } else {
        requireKnown(file, name, pipelines);
      }
    }
    return texts;
  }

  private static Map<?, ?> parse(String file) {
    Path path = Path.of(file);
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new UsageException(
          "option.value", "--config " + file + ": no such file, or not readable");
    }
    try {
      return new TomlMapper().readValue(path.toFile(), Map.class);
    } catch (JacksonException e) {
      String where =
          e.getLocation() == null
              ? ""
              : "line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr()
                  + ": ";
      throw new UsageException("config.malformed", file + ": " + where + e.getOriginalMessage(), e);
    }
  }

  /// What another command takes is no mistake here: one file may serve `simulate` and `run`.
  private static Map<String, String> general(String file, Map<?, ?> keys, Command command) {
    OptionSet<Flags.Run> all = OptionSet.of(Flags.Run.class);
    Map<String, String> texts = texts(file, RUN, keys);
    for (String key : texts.keySet()) {
      if (ONLY_TYPED.contains(key)) {
        throw wrong(file, "[run] " + key + ": only on the command line");
      }
    }
    check(file, RUN, all, texts);
    texts.keySet().retainAll(Cli.names(command.flags()));
    return texts;
  }

  private static Map<String, String> own(String file, Map<?, ?> keys, PipelineSpec<?> pipeline) {
    Map<String, String> texts = texts(file, pipeline.name(), keys);
    check(file, pipeline.name(), OptionSet.of(pipeline.options()), texts);
    return texts;
  }

  private static void check(
      String file, String table, OptionSet<?> options, Map<String, String> texts) {
    List<String> names = options.entries().stream().map(OptionSet.Entry::name).toList();
    for (String key : texts.keySet()) {
      if (!names.contains(key)) {
        String hint =
            OptionSet.nearest(key, names).map(near -> "; did you mean " + near + "?").orElse("");
        throw wrong(file, "[" + table + "] has no key " + key + hint);
      }
    }
  }

  private static void requireKnown(String file, String table, Pipelines pipelines) {
    List<String> tables = new ArrayList<>(List.of(RUN));
    for (PipelineSpec<?> spec : pipelines.all()) {
      tables.add(spec.name());
      spec.simulator().ifPresent(simulator -> tables.add(simulator.name()));
    }
    if (!tables.contains(table)) {
      String hint =
          OptionSet.nearest(table, tables).map(near -> "; did you mean [" + near + "]?").orElse("");
      throw wrong(file, "[" + table + "] is neither [run] nor a pipeline" + hint);
    }
  }

  private static Map<String, String> texts(String file, String table, Map<?, ?> keys) {
    Map<String, String> texts = new LinkedHashMap<>();
    keys.forEach((key, value) -> texts.put(String.valueOf(key), text(file, table, key, value)));
    return texts;
  }

  private static String text(String file, String table, Object key, Object value) {
    return switch (value) {
      case List<?> list ->
          list.stream()
              .map(element -> text(file, table, key, element))
              .collect(Collectors.joining(","));
      case Map<?, ?> _ ->
          throw wrong(file, "[" + table + "] " + key + " is a table, not an option");
      default -> value.toString();
    };
  }

  private static UsageException wrong(String file, String what) {
    return new UsageException("config.wrong", file + ": " + what);
  }
}
