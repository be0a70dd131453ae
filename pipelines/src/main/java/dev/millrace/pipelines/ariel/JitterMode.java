package dev.millrace.pipelines.ariel;

/// Whether pointing jitter is taken out of the light curves.
public enum JitterMode {
  /// Where the Bayesian information criterion says that it helps, channel by channel.
  AUTO,
  ON,
  OFF
}
