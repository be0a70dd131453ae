package dev.millrace.pipelines.ariel;

import java.util.Arrays;
import java.util.Map;

/// One number of every planet, for the run's summary: 8 bytes a planet.
final class Figures {
  private double[] values = new double[64];
  private int count;

  /// Takes a value; what is not finite is passed over.
  void add(double value) {
    if (Double.isFinite(value)) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = value;
    }
  }

  /// Puts the median under a name; without any value nothing.
  void putMedian(Map<String, Object> summary, String name) {
    if (count > 0) {
      double[] sorted = Arrays.copyOf(values, count);
      Arrays.sort(sorted);
      summary.put(name, (sorted[(count - 1) / 2] + sorted[count / 2]) / 2);
    }
  }
}
