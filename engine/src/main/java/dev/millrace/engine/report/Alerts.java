package dev.millrace.engine.report;

import dev.millrace.engine.journal.ChunkTail.ChunkCost;
import dev.millrace.engine.model.RunRecord.Alert;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The alert rules over a run's chunks. Rules that compare chunks need at least 20 of them;
/// latencies are per item, since chunks differ in size. Pure but for what it has been told.
///
/// The thresholds are those of the streaming table guide: P95 above twice the median, more than 5 %
/// of chunks retried, more than 10 % refused memory, input below 50 MB/s, memory growing by more
/// than 10 MB a chunk.
public final class Alerts {
  private static final int LEAST_CHUNKS = 20;
  private static final long LEAST_CHUNK_NANOS = 5_000_000;
  private static final int MOST_SAMPLES = 1 << 16;
  private static final double P95_OVER_MEDIAN = 2;
  private static final double REFUSED_SHARE = 0.10;
  private static final double RETRIED_SHARE = 0.05;
  private static final double LEAST_BYTES_PER_SECOND = 50e6;
  private static final double INPUT_SHARE = 0.25;
  private static final double LEAK_BYTES_PER_CHUNK = 10e6;

  private double[] secondsPerItem = new double[64];
  private int samples;
  private long chunks;
  private long retried;
  private long wallNanos;
  private long waitInputNanos;
  private long bytesIn;

  /// Takes one chunk of `items` items; one of less than 5 ms says nothing.
  public void chunk(ChunkCost cost, long items) {
    if (cost.wallNanos() < LEAST_CHUNK_NANOS || items <= 0) {
      return;
    }
    if (samples < MOST_SAMPLES) {
      if (samples == secondsPerItem.length) {
        secondsPerItem = Arrays.copyOf(secondsPerItem, samples * 2);
      }
      secondsPerItem[samples++] = cost.wallNanos() / 1e9 / items;
    }
    chunks++;
    retried += cost.retries() > 0 ? 1 : 0;
    wallNanos += cost.wallNanos();
    waitInputNanos += cost.waitInputNanos();
    bytesIn += cost.bytesIn();
  }

  /// @param refusals how often a reservation was refused
  /// @param rssBytes resident memory, sampled evenly over the run
  public List<Alert> evaluate(long refusals, long[] rssBytes) {
    List<Alert> alerts = new ArrayList<>();
    if (chunks >= LEAST_CHUNKS) {
      latency(alerts);
      shares(alerts, refusals);
      leak(alerts, rssBytes);
    }
    bandwidth(alerts);
    return alerts;
  }

  private void latency(List<Alert> alerts) {
    double[] sorted = Arrays.copyOf(secondsPerItem, samples);
    Arrays.sort(sorted);
    double median = sorted[samples / 2];
    double p95 = sorted[Math.min(samples - 1, (int) (samples * 0.95))];
    if (p95 > P95_OVER_MEDIAN * median) {
      alerts.add(
          alert(
              "performance-degradation",
              "the slowest 5 %% of chunks take more than %.3g s an item, the median %.3g s",
              p95,
              median));
    }
  }

  private void shares(List<Alert> alerts, long refusals) {
    double refused = (double) refusals / chunks;
    if (refused > REFUSED_SHARE) {
      alerts.add(
          alert(
              "undersized-configuration",
              "memory was refused %.0f times per 100 chunks: raise --memory or lower --cores",
              refused * 100));
    }
    double share = (double) retried / chunks;
    if (share > RETRIED_SHARE) {
      alerts.add(
          alert(
              "frequent-memory-pressure",
              "%.0f %% of the chunks were split and run again: raise --memory",
              share * 100));
    }
  }

  /// Growth of resident memory over the second half of the run, where warming up is over.
  private void leak(List<Alert> alerts, long[] rss) {
    if (rss.length < LEAST_CHUNKS) {
      return;
    }
    double middle = mean(rss, rss.length / 2, rss.length * 5 / 8);
    double end = mean(rss, rss.length * 7 / 8, rss.length);
    double perChunk = (end - middle) / (chunks / 2.0);
    if (perChunk > LEAK_BYTES_PER_CHUNK) {
      alerts.add(
          alert(
              "potential-memory-leak",
              "resident memory grows by %.0f MB a chunk in the second half of the run",
              perChunk / 1e6));
    }
  }

  private static double mean(long[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum / Math.max(1, to - from);
  }

  private void bandwidth(List<Alert> alerts) {
    if (waitInputNanos == 0 || waitInputNanos < INPUT_SHARE * wallNanos) {
      return;
    }
    double rate = bytesIn / (waitInputNanos / 1e9);
    if (rate < LEAST_BYTES_PER_SECOND) {
      alerts.add(
          alert(
              "io-bottleneck",
              "reads give %.1f MB/s and take %.0f %% of the time",
              rate / 1e6,
              100.0 * waitInputNanos / wallNanos));
    }
  }

  private static Alert alert(String rule, String format, Object... numbers) {
    return new Alert(rule, String.format(Locale.ROOT, format, numbers));
  }
}
