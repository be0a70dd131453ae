package dev.millrace.pipelines.ariel.simulate;

/// Random numbers for everything that is drawn once a planet, visit, map or time step: SplitMix64
/// (Steele, Lea and Flood 2014) with a state hashed from the names of what is drawn, so that
/// nothing depends on the order of drawing. The noise of single samples comes from [PixelKernel].
/// Transcendental functions are [StrictMath]'s: the same bits on every machine.
final class RandomStream {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1p-53;

  private long state;
  private double spare = Double.NaN;

  private RandomStream(long state) {
    this.state = state;
  }

  /// @param names which of its kind: planet, visit, instrument, pixel
  static RandomStream of(long seed, Draw draw, long... names) {
    return new RandomStream(hash(hash(seed, draw.number()), names));
  }

  static long hash(long seed, long... names) {
    long hash = mix(seed + GOLDEN);
    for (long name : names) {
      hash = mix((hash ^ mix(name + GOLDEN)) + GOLDEN);
    }
    return hash;
  }

  long bits() {
    state += GOLDEN;
    return mix(state);
  }

  /// At least 0, less than 1.
  double uniform() {
    return (bits() >>> 11) * UNIT;
  }

  double uniform(double low, double high) {
    return low + (high - low) * uniform();
  }

  /// Ten to a power uniform between the logarithms of the ends.
  double logUniform(double low, double high) {
    return StrictMath.exp(uniform(StrictMath.log(low), StrictMath.log(high)));
  }

  double exponential(double mean) {
    return -mean * StrictMath.log(1 - uniform());
  }

  double gaussian(double mean, double sigma) {
    return mean + sigma * gaussian();
  }

  double gaussian() {
    double value = spare;
    if (!Double.isNaN(value)) {
      spare = Double.NaN;
      return value;
    }
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    double angle = 2 * StrictMath.PI * uniform();
    spare = radius * StrictMath.sin(angle);
    return radius * StrictMath.cos(angle);
  }

  private static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
