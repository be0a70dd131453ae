package dev.millrace.kernels.stats;

/// Order statistics by selection in place (Hoare's FIND with a median-of-three pivot): linear time
/// on average, no allocation, the same result for the same values whatever their order. NaN is not
/// allowed.
public final class Medians {
  /// Gaussian sigma per median absolute deviation.
  public static final double SIGMA_PER_MAD = 1.4826022185056018;

  private Medians() {}

  /// The median of the first `length` values; the mean of the two middle ones for an even number.
  ///
  /// @param values [value]; reordered
  /// @param length at least 1
  public static float median(float[] values, int length) {
    requireSome(length);
    float upper = select(values, length, length / 2);
    if (length % 2 == 1) {
      return upper;
    }
    float lower = values[0];
    for (int i = 1; i < length / 2; i++) {
      lower = Math.max(lower, values[i]);
    }
    return (float) (0.5 * ((double) lower + upper));
  }

  /// As [#median(float\[\], int)].
  public static double median(double[] values, int length) {
    requireSome(length);
    double upper = select(values, length, length / 2);
    if (length % 2 == 1) {
      return upper;
    }
    double lower = values[0];
    for (int i = 1; i < length / 2; i++) {
      lower = Math.max(lower, values[i]);
    }
    return 0.5 * (lower + upper);
  }

  /// Gaussian sigma from the median absolute deviation about the median.
  ///
  /// @param values [value]; overwritten
  public static double madSigma(double[] values, int length) {
    double centre = median(values, length);
    for (int i = 0; i < length; i++) {
      values[i] = Math.abs(values[i] - centre);
    }
    return SIGMA_PER_MAD * median(values, length);
  }

  /// The value that sorting would put at `rank`. Afterwards nothing before `rank` is greater and
  /// nothing after it smaller.
  ///
  /// @param values [value]; reordered
  public static float select(float[] values, int length, int rank) {
    int low = 0;
    int high = length - 1;
    while (high > low) {
      float pivot = middle(values[low], values[(low + high) >>> 1], values[high]);
      int i = low - 1;
      int j = high + 1;
      while (true) {
        do {
          i++;
        } while (values[i] < pivot);
        do {
          j--;
        } while (values[j] > pivot);
        if (i >= j) {
          break;
        }
        float swapped = values[i];
        values[i] = values[j];
        values[j] = swapped;
      }
      if (rank <= j) {
        high = j;
      } else {
        low = j + 1;
      }
    }
    return values[rank];
  }

  /// As [#select(float\[\], int, int)].
  public static double select(double[] values, int length, int rank) {
    int low = 0;
    int high = length - 1;
    while (high > low) {
      double pivot = middle(values[low], values[(low + high) >>> 1], values[high]);
      int i = low - 1;
      int j = high + 1;
      while (true) {
        do {
          i++;
        } while (values[i] < pivot);
        do {
          j--;
        } while (values[j] > pivot);
        if (i >= j) {
          break;
        }
        double swapped = values[i];
        values[i] = values[j];
        values[j] = swapped;
      }
      if (rank <= j) {
        high = j;
      } else {
        low = j + 1;
      }
    }
    return values[rank];
  }

  private static float middle(float a, float b, float c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  private static double middle(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  private static void requireSome(int length) {
    if (length < 1) {
      throw new IllegalArgumentException("the median of no values");
    }
  }
}
