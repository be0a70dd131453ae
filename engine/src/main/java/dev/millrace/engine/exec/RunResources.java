package dev.millrace.engine.exec;

import dev.millrace.engine.io.AtomicOutput;
import dev.millrace.engine.io.DiskMeter;
import dev.millrace.engine.io.PartLog;
import dev.millrace.engine.memory.MemoryPool;
import dev.millrace.engine.memory.PooledScratch;
import dev.millrace.engine.model.RunSettings;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// What all phases of a run share: pools, disk, journal, stop signal, numbered part logs.
/// Thread-safe.
final class RunResources {
  private final RunSettings settings;
  private final Path parts;
  private final DiskMeter disk;
  private final MemoryPool heap;
  private final MemoryPool nativePool;
  private final StopSignal stop;
  private final GroupCommitter committer;
  private final AtomicInteger nextLog;

  RunResources(
      RunSettings settings,
      Path parts,
      DiskMeter disk,
      MemoryPool heap,
      MemoryPool nativePool,
      StopSignal stop,
      GroupCommitter committer,
      int firstLog) {
    this.settings = settings;
    this.parts = parts;
    this.disk = disk;
    this.heap = heap;
    this.nativePool = nativePool;
    this.stop = stop;
    this.committer = committer;
    this.nextLog = new AtomicInteger(firstLog);
  }

  RunSettings settings() {
    return settings;
  }

  DiskMeter disk() {
    return disk;
  }

  MemoryPool heap() {
    return heap;
  }

  MemoryPool nativePool() {
    return nativePool;
  }

  StopSignal stop() {
    return stop;
  }

  GroupCommitter committer() {
    return committer;
  }

  Path partsFolder() {
    return parts;
  }

  Path logPath(int log) {
    return parts.resolve("log-" + log);
  }

  int newLogNumber() {
    return nextLog.getAndIncrement();
  }

  PartLog openLog(int number) {
    return PartLog.open(logPath(number), 0, disk);
  }

  PartReader newReader() {
    return new PartReader(this::logPath);
  }

  Path inputPath() {
    return settings.input().orElse(settings.output());
  }

  AtomicOutput newOutput() {
    return new AtomicOutput(settings.output(), disk);
  }

  PooledScratch newScratch(String tag) {
    return new PooledScratch(heap.open(tag), nativePool.open(tag));
  }
}
