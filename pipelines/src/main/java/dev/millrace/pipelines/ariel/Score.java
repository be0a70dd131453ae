package dev.millrace.pipelines.ariel;

/// The competition's score: per planet and channel the Gaussian log-likelihood of the submitted
/// depth and sigma, scaled so that knowing no more than the training set's mean and spread gives 0
/// and the truth to the instrument's ideal precision gives 1; FGS1 counts 57.846 times; the mean is
/// clipped to 0..1.
final class Score {
  private static final double FGS_WEIGHT = 57.846;
  private static final double FGS_IDEAL = 1e-6;
  private static final double AIRS_IDEAL = 1e-5;
  private static final double LEAST_SIGMA = 1e-15;

  private final double naiveMean;
  private final double naiveSigma;
  private double sum;
  private double weights;
  private double pulls;
  private double squaredPulls;
  private long counted;

  /// @param depths the training set's depths, all planets and channels
  Score(double[] depths) {
    double mean = 0;
    for (double depth : depths) {
      mean += depth / depths.length;
    }
    double square = 0;
    for (double depth : depths) {
      square += (depth - mean) * (depth - mean) / depths.length;
    }
    naiveMean = mean;
    naiveSigma = Math.max(LEAST_SIGMA, Math.sqrt(square));
  }

  /// @param truth [channel]
  /// @param depth [channel] finite
  /// @param sigma [channel] positive
  void add(double[] truth, double[] depth, double[] sigma) {
    for (int channel = 0; channel < Channels.COUNT; channel++) {
      double ideal = logDensity(0, channel == 0 ? FGS_IDEAL : AIRS_IDEAL);
      double naive = logDensity(truth[channel] - naiveMean, naiveSigma);
      double off = truth[channel] - depth[channel];
      double given = logDensity(off, Math.max(LEAST_SIGMA, sigma[channel]));
      double weight = channel == 0 ? FGS_WEIGHT : 1;
      sum += weight * (given - naive) / (ideal - naive);
      weights += weight;
      pulls -= off / sigma[channel];
      squaredPulls += off / sigma[channel] * (off / sigma[channel]);
      counted++;
    }
  }

  boolean isEmpty() {
    return counted == 0;
  }

  double value() {
    return Math.clamp(sum / weights, 0, 1);
  }

  /// Mean of (measured - true) / sigma.
  double pullMean() {
    return pulls / counted;
  }

  double pullSigma() {
    double mean = pullMean();
    return Math.sqrt(Math.max(0, squaredPulls / counted - mean * mean));
  }

  private static double logDensity(double off, double sigma) {
    return -0.5 * (off / sigma) * (off / sigma)
        - StrictMath.log(sigma)
        - 0.5 * StrictMath.log(2 * Math.PI);
  }
}
