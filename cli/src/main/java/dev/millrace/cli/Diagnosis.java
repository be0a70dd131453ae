package dev.millrace.cli;

import dev.millrace.engine.units.DataSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the doctor found, as a document and as text.
record Diagnosis(
    Machine machine,
    Simd simd,
    Map<String, String> libraries,
    BaseFootprint footprint,
    List<String> pipelines,
    Optional<ReadRate> rate) {

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("version", Version.text());
    document.put("jdk", jdk());
    document.put("machine", machineDocument());
    document.put("simd", Map.of("bits", simd.bits(), "float_lanes", simd.floatLanes()));
    document.put("native_libraries", libraries);
    document.put("footprint", footprintDocument());
    document.put("pipelines", pipelines);
    rate.ifPresent(measured -> document.put("read_rate", measured.document()));
    return document;
  }

  private static Map<String, String> jdk() {
    Map<String, String> jdk = new LinkedHashMap<>();
    jdk.put("version", Runtime.version().toString());
    jdk.put("vendor", System.getProperty("java.vendor", ""));
    jdk.put("home", System.getProperty("java.home", ""));
    return jdk;
  }

  private Map<String, Object> machineDocument() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("system", system());
    map.put("cores", machine.processors());
    machine.processorQuota().ifPresent(quota -> map.put("cpu_quota_cores", quota));
    map.put("memory_bytes", machine.memoryBytes());
    map.put("available_bytes", machine.availableBytes());
    machine.memoryLimitBytes().ifPresent(limit -> map.put("memory_limit_bytes", limit));
    map.put("control_groups", machine.groups());
    return map;
  }

  private Map<String, Object> footprintDocument() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("peak_rss_bytes", footprint.peakRssBytes());
    map.put("base_bytes", footprint.baseBytes());
    map.put("smallest_memory_bytes", footprint.smallest().bytes());
    return map;
  }

  private static String system() {
    return System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }

  String text() {
    StringBuilder text = new StringBuilder();
    row(text, "millrace", Version.text());
    row(text, "jdk", Runtime.version() + ", " + System.getProperty("java.vendor"));
    row(text, "", System.getProperty("java.home", ""));
    row(text, "system", system());
    row(text, "cores", machine.processors() + quota());
    row(text, "memory", size(machine.memoryBytes()) + available());
    row(text, "simd", simdText());
    row(text, "libraries", librariesText());
    row(
        text,
        "footprint",
        size(footprint.baseBytes())
            + " before any data; the smallest --memory is "
            + footprint.smallest());
    row(text, "pipelines", pipelines.isEmpty() ? "none was found" : String.join(", ", pipelines));
    rate.ifPresent(measured -> row(text, "reading", measured.text()));
    return text.toString();
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append(name).repeat(" ", 12 - name.length()).append(value).append('\n');
  }

  private String quota() {
    return machine
        .processorQuota()
        .map(quota -> ", limited to the time of " + quota + " by control group")
        .orElse("");
  }

  private String available() {
    String limit =
        machine.memoryLimitBytes().isEmpty()
            ? ""
            : ", limited to " + size(machine.memoryLimitBytes().getAsLong()) + " by control group";
    return ", " + size(machine.availableBytes()) + " available" + limit;
  }

  private String simdText() {
    return simd.bits() == 0
        ? "none: the JVM runs without --add-modules jdk.incubator.vector"
        : simd.bits() + " bits, " + simd.floatLanes() + " floats at a time";
  }

  private String librariesText() {
    List<String> words =
        libraries.entrySet().stream().map(each -> each.getKey() + " " + each.getValue()).toList();
    return words.isEmpty() ? "none was found" : String.join(", ", words);
  }

  private static String size(long bytes) {
    return bytes < 0 ? "unknown" : DataSize.bytes(bytes).toString();
  }
}
