package dev.millrace.engine.exec;

import dev.millrace.engine.journal.ChunkTail.Fault;
import dev.millrace.engine.units.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a finished phase leaves behind, as it stands in the journal.
///
/// @param items items of the dataset
/// @param faults one line each: `failed|degraded, item name, stage, code, message`
/// @param kept results kept; -1 where there is a product
public record PhaseResult(
    String phase,
    long items,
    long failed,
    long degraded,
    long rejected,
    long chunks,
    long newChunks,
    long recomputed,
    long splits,
    double seconds,
    List<NamedFault> faults,
    Map<String, Object> figures,
    List<String> files,
    long kept,
    int keptLog) {

  /// A fault with its item's name.
  public record NamedFault(
      String outcome, String item, String stage, String code, String message) {}

  static PhaseResult of(
      String name, PhaseRun run, ClosingOutput.Finished finished, double seconds) {
    PhaseState state = run.state();
    List<NamedFault> faults = new ArrayList<>();
    List<Fault> failed = state.failed();
    List<Fault> degraded = state.degraded();
    failed.forEach(fault -> faults.add(named("failed", fault, state)));
    degraded.forEach(fault -> faults.add(named("degraded", fault, state)));
    return new PhaseResult(
        name,
        state.dataset().size(),
        failed.size(),
        degraded.stream().map(Fault::item).distinct().count(),
        state.rejected(),
        state.commits(),
        state.newChunks(),
        state.overlappingItems(),
        state.splits(),
        seconds,
        faults,
        finished.figures(),
        finished.files(),
        finished.kept(),
        finished.keptLog());
  }

  private static NamedFault named(String outcome, Fault fault, PhaseState state) {
    return new NamedFault(
        outcome, state.itemName(fault.item()), fault.stage(), fault.code(), fault.message());
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("phase", phase);
    map.put("items", items);
    map.put("failed", failed);
    map.put("degraded", degraded);
    map.put("rejected", rejected);
    map.put("chunks", chunks);
    map.put("seconds", seconds);
    map.put(
        "faults",
        faults.stream().map(f -> List.of(f.outcome, f.item, f.stage, f.code, f.message)).toList());
    map.put("figures", figures);
    map.put("files", files);
    map.put("kept", kept);
    map.put("kept_log", keptLog);
    return map;
  }

  static PhaseResult parse(String json) {
    Map<String, @Nullable Object> map = Json.parseObject(json);
    List<NamedFault> faults = new ArrayList<>();
    for (Object each : list(map, "faults")) {
      List<?> fault = (List<?>) each;
      faults.add(
          new NamedFault(
              (String) fault.get(0),
              (String) fault.get(1),
              (String) fault.get(2),
              (String) fault.get(3),
              (String) fault.get(4)));
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    ((Map<?, ?>) value(map, "figures")).forEach((k, v) -> figures.put((String) k, v));
    return new PhaseResult(
        (String) value(map, "phase"),
        number(map, "items"),
        number(map, "failed"),
        number(map, "degraded"),
        number(map, "rejected"),
        number(map, "chunks"),
        0,
        0,
        0,
        ((Number) value(map, "seconds")).doubleValue(),
        faults,
        figures,
        list(map, "files").stream().map(String.class::cast).toList(),
        number(map, "kept"),
        (int) number(map, "kept_log"));
  }

  private static Object value(Map<String, @Nullable Object> map, String key) {
    Object value = map.get(key);
    if (value == null) {
      throw new IllegalStateException("the journal's phase entry lacks " + key);
    }
    return value;
  }

  private static long number(Map<String, @Nullable Object> map, String key) {
    return ((Number) value(map, key)).longValue();
  }

  private static List<?> list(Map<String, @Nullable Object> map, String key) {
    return (List<?>) value(map, key);
  }
}
