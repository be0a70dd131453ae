package dev.millrace.pipelines.ariel;

import dev.millrace.engine.errors.DataException;

/// Which frames of a file are used: all, or the first pair of every twelve.
///
/// @param count frames that are used
record FrameChoice(boolean decimated, int count) {
  private static final int STRIDE = 2 * Detector.FGS_PAIRS_PER_AIRS_PAIR;

  static FrameChoice all(int frames) {
    return new FrameChoice(false, frames);
  }

  /// Frames 0, 1, 24, 25, 48, 49, ...
  ///
  /// @param key the file, for messages
  static FrameChoice decimated(int frames, String key) {
    int rest = frames % STRIDE;
    if (rest == 1) {
      throw new DataException(
          "ariel.frames",
          "\"%s\" has %d frames: the last pair that decimation keeps lacks its second read"
              .formatted(key, frames));
    }
    return new FrameChoice(true, 2 * (frames / STRIDE + (rest == 0 ? 0 : 1)));
  }

  /// The file's frame that is used as frame `index`.
  int frame(int index) {
    return decimated ? (index >> 1) * STRIDE + (index & 1) : index;
  }
}
