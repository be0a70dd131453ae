package dev.millrace.engine.memory;

import java.nio.ByteBuffer;

/// Counted, reusable buffers of one worker. Asking again for a slot returns the same buffer, grown
/// if need be; a buffer has at least the asked length and undefined content. Buffers stay valid
/// until the same slot is asked for a greater length. One thread.
///
/// A request that the budget cannot grant throws [ReservationRefused]: the engine then splits the
/// chunk, so a stage never catches it.
public interface Scratch {
  byte[] bytes(String slot, int length);

  short[] shorts(String slot, int length);

  int[] ints(String slot, int length);

  long[] longs(String slot, int length);

  float[] floats(String slot, int length);

  double[] doubles(String slot, int length);

  /// Native memory, little-endian, position 0 and limit at `capacity`.
  ByteBuffer direct(String slot, int capacity);
}
