package dev.millrace.pipelines.ariel;

import dev.millrace.engine.io.AtomicOutput;
import dev.millrace.engine.io.DiskMeter;
import dev.millrace.engine.io.InputFile;
import dev.millrace.engine.io.InputRoot;
import dev.millrace.engine.io.LocalInput;
import dev.millrace.engine.io.OutputDirectory;
import dev.millrace.engine.io.ReadRecorder;
import dev.millrace.engine.memory.MemoryPool;
import dev.millrace.engine.memory.PooledScratch;
import dev.millrace.engine.memory.Scratch;
import dev.millrace.engine.model.Results;
import dev.millrace.engine.model.SideInput;
import dev.millrace.engine.model.SinkContext;
import dev.millrace.engine.model.SourceContext;
import dev.millrace.engine.model.StageContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// What stages, sources and products see, over a folder of files and without an engine: for tests
/// of single stages. Counts calls of steps, remembers what was degraded.
final class FolderContext implements StageContext, SourceContext, SinkContext, AutoCloseable {
  private final LocalInput input;
  private final OutputDirectory output;
  private final MemoryPool heap = new MemoryPool("heap", 1L << 30);
  private final MemoryPool direct = new MemoryPool("direct", 1L << 30);
  private final PooledScratch scratch = new PooledScratch(heap.open("test"), direct.open("test"));
  private final Map<SideInput<?>, Object> sides = new HashMap<>();
  private final Map<String, Integer> steps = new TreeMap<>();
  private final List<String> degraded = new ArrayList<>();

  FolderContext(Path folder) {
    this(folder, folder);
  }

  FolderContext(Path folder, Path products) {
    this.input = new LocalInput(folder, new ReadRecorder());
    this.output = new AtomicOutput(products, new DiskMeter(Long.MAX_VALUE));
  }

  /// The most heap that was reserved at a time.
  long peakHeapBytes() {
    return heap.peakBytes();
  }

  Map<String, Integer> steps() {
    return steps;
  }

  List<String> degradations() {
    return degraded;
  }

  @Override
  public long item() {
    return 0;
  }

  @Override
  public InputFile open(String key) {
    return input.open(key);
  }

  @Override
  public InputRoot input() {
    return input;
  }

  @Override
  public Scratch scratch() {
    return scratch;
  }

  @Override
  @SuppressWarnings("unchecked") // each side input is kept under itself
  public <T> T side(SideInput<T> side) {
    Object loaded = sides.get(side);
    if (loaded == null) {
      loaded = side.load(this);
      sides.put(side, loaded);
    }
    return (T) loaded;
  }

  @Override
  public Step step(String name) {
    steps.merge(name, 1, Integer::sum);
    return () -> {};
  }

  @Override
  public SplittableRandom random() {
    return new SplittableRandom(7);
  }

  @Override
  public void degraded(String code, String message) {
    degraded.add(code + ": " + message);
  }

  @Override
  public void rejected(String code, String message) {
    throw new AssertionError(code + ": " + message);
  }

  @Override
  public OutputDirectory output() {
    return output;
  }

  @Override
  public <R> Results<R> results(String phase, Class<R> type) {
    throw new AssertionError("no earlier phase " + phase);
  }

  @Override
  public List<String> failedItems() {
    return List.of();
  }

  @Override
  public void close() {
    scratch.close();
  }

  @Override
  public long seed() {
    return 1;
  }
}
