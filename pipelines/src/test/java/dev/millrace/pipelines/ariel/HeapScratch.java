package dev.millrace.pipelines.ariel;

import dev.millrace.engine.memory.MemoryPool;
import dev.millrace.engine.memory.PooledScratch;

/// Scratch buffers for tests.
final class HeapScratch {
  private HeapScratch() {}

  static PooledScratch open() {
    MemoryPool pool = new MemoryPool("test", 256L << 20);
    return new PooledScratch(pool.open("heap"), pool.open("native"));
  }
}
