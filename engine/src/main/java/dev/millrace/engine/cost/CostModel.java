package dev.millrace.engine.cost;

/// What an item of weight 1 takes, learned from finished chunks: a mean that forgets slowly, so
/// that a change along the dataset is followed. Not thread-safe.
public final class CostModel {
  private static final double MEMORY = 0.8;

  private double seconds;
  private double weight;
  private long chunks;

  /// @param weightOfChunk sum of the items' weights
  public void learn(double weightOfChunk, double chunkSeconds) {
    seconds = seconds * MEMORY + chunkSeconds;
    weight = weight * MEMORY + weightOfChunk;
    chunks++;
  }

  public long chunks() {
    return chunks;
  }

  /// Seconds of one worker for an item of weight 1; 0 while nothing is known.
  public double secondsPerWeight() {
    return weight == 0 ? 0 : seconds / weight;
  }
}
