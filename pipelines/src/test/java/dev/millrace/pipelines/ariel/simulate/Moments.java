package dev.millrace.pipelines.ariel.simulate;

/// Mean and variance of a series, for tests.
final class Moments {
  private int count;
  private double mean;
  private double squares;

  void add(double value) {
    count++;
    double step = value - mean;
    mean += step / count;
    squares += step * (value - mean);
  }

  double mean() {
    return mean;
  }

  double variance() {
    return squares / (count - 1);
  }

  double sigma() {
    return Math.sqrt(variance());
  }
}
