package dev.millrace.pipelines.ariel;

import java.util.Arrays;

/// The samples that cosmic rays struck, in the order they were met. Beyond [#MOST] they are only
/// counted.
final class Hits {
  static final int MOST = 1 << 14;
  private int[] channels = new int[256];
  private int[] exposures = new int[256];
  private int count;

  void add(int channel, int exposure) {
    if (count == MOST) {
      return;
    }
    if (count == channels.length) {
      channels = Arrays.copyOf(channels, 2 * count);
      exposures = Arrays.copyOf(exposures, 2 * count);
    }
    channels[count] = channel;
    exposures[count++] = exposure;
  }

  int[] channels() {
    return Arrays.copyOf(channels, count);
  }

  int[] exposures() {
    return Arrays.copyOf(exposures, count);
  }
}
