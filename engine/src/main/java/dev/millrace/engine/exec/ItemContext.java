package dev.millrace.engine.exec;

import dev.millrace.engine.errors.MillraceException;
import dev.millrace.engine.io.AtomicOutput;
import dev.millrace.engine.io.InputFile;
import dev.millrace.engine.io.InputRoot;
import dev.millrace.engine.io.LocalInput;
import dev.millrace.engine.io.OutputDirectory;
import dev.millrace.engine.journal.ChunkTail.Fault;
import dev.millrace.engine.memory.PooledScratch;
import dev.millrace.engine.memory.Scratch;
import dev.millrace.engine.model.SideInput;
import dev.millrace.engine.model.StageContext;
import dev.millrace.engine.profile.StageClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// What stages of one worker see; moved from item to item. One thread.
final class ItemContext implements StageContext {
  private static final int MAX_DEAD_LETTERS = 10_000;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long seed;
  private final SideInputs sides;
  private final LocalInput input;
  private final AtomicOutput output;
  private final PooledScratch scratch;
  private final StageClock clock;
  private final Map<Integer, Map<String, TimedStep>> steps = new HashMap<>();
  private final List<Fault> failed = new ArrayList<>();
  private final List<Fault> degraded = new ArrayList<>();
  private final List<Fault> deadLetters = new ArrayList<>();
  private long rejected;
  private long rejectedBefore;
  private long item;

  ItemContext(
      long seed,
      SideInputs sides,
      LocalInput input,
      AtomicOutput output,
      PooledScratch scratch,
      StageClock clock) {
    this.seed = seed;
    this.sides = sides;
    this.input = input;
    this.output = output;
    this.scratch = scratch;
    this.clock = clock;
  }

  void beginChunk() {
    failed.clear();
    degraded.clear();
    deadLetters.clear();
    rejected = 0;
  }

  void beginItem(long index) {
    item = index;
    rejectedBefore = rejected;
  }

  /// Closes what the stages left open.
  void endItem() {
    input.closeAll();
    output.abandonOpen();
  }

  /// Takes back what the current item said, and records it as failed.
  void fail(RuntimeException failure) {
    rejected = rejectedBefore;
    degraded.removeIf(fault -> fault.item() == item);
    deadLetters.removeIf(fault -> fault.item() == item);
    failed.add(faultOf(item, clock.name(clock.current()), failure));
  }

  static Fault faultOf(long item, String stage, RuntimeException failure) {
    if (failure instanceof MillraceException known) {
      return new Fault(item, stage, known.code(), String.valueOf(known.getMessage()));
    }
    StackTraceElement[] trace = failure.getStackTrace();
    String where = trace.length > 0 ? " at " + trace[0] : "";
    return new Fault(item, stage, "internal", failure + where);
  }

  List<Fault> failed() {
    return failed;
  }

  List<Fault> degradedItems() {
    return degraded;
  }

  List<Fault> deadLetters() {
    return deadLetters;
  }

  long rejectedRows() {
    return rejected;
  }

  @Override
  public long item() {
    return item;
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
  public <T> T side(SideInput<T> side) {
    return sides.get(side);
  }

  @Override
  public Step step(String name) {
    int stage = clock.current();
    Map<String, TimedStep> ofStage = steps.computeIfAbsent(stage, slot -> new HashMap<>());
    TimedStep step = ofStage.get(name);
    if (step == null) {
      step = new TimedStep(clock.slot(clock.name(stage) + "/" + name));
      ofStage.put(name, step);
    }
    step.before = clock.enter(step.slot);
    return step;
  }

  private final class TimedStep implements Step {
    private final int slot;
    private int before;

    TimedStep(int slot) {
      this.slot = slot;
    }

    @Override
    public void close() {
      clock.switchTo(before);
    }
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public SplittableRandom random() {
    return new SplittableRandom(mix(seed * GOLDEN + mix(item + 1)));
  }

  private static long mix(long value) {
    long z = value * GOLDEN;
    z = (z ^ (z >>> 32)) * 0xD6E8FEB86659FD93L;
    return z ^ (z >>> 32);
  }

  @Override
  public void degraded(String code, String message) {
    degraded.add(new Fault(item, clock.name(clock.current()), code, message));
  }

  @Override
  public void rejected(String code, String message) {
    rejected++;
    if (deadLetters.size() < MAX_DEAD_LETTERS) {
      deadLetters.add(new Fault(item, clock.name(clock.current()), code, message));
    }
  }

  @Override
  public OutputDirectory output() {
    return output;
  }
}
