package dev.millrace.engine.model;

import dev.millrace.engine.io.InputFile;
import dev.millrace.engine.io.InputRoot;
import dev.millrace.engine.io.OutputDirectory;
import dev.millrace.engine.memory.Scratch;
import java.util.SplittableRandom;

/// What a stage may touch while it works on one item: counted inputs, counted buffers, side inputs,
/// the item's own random numbers. One thread; invalid after the item.
public interface StageContext {
  /// The item's index in the dataset.
  long item();

  /// Opens an input by its key relative to the input root.
  InputFile open(String key);

  InputRoot input();

  Scratch scratch();

  /// The loaded value of a side input that the phase declares.
  <T> T side(SideInput<T> side);

  /// Times a named step of a fused stage; close ends it. Steps do not nest in themselves.
  Step step(String name);

  /// The run's seed, for what all items share.
  long seed();

  /// Random numbers that depend on the run's seed and the item alone. Each call starts afresh.
  SplittableRandom random();

  /// Says that the item's result is usable but less than it should be; the run ends with exit code
  /// 3.
  void degraded(String code, String message);

  /// Counts rows that were left out, each described by one line for the dead letters.
  void rejected(String code, String message);

  /// Files that belong to this item alone, named by it. They must be complete before the stage
  /// returns.
  OutputDirectory output();

  /// A running step of a fused stage.
  interface Step extends AutoCloseable {
    @Override
    void close();
  }
}
