package dev.millrace.pipelines.ariel.simulate;

/// The reads of one pixel over time. [ScalarPixelKernel] is the definition, [VectorPixelKernel] the
/// same numbers faster.
///
/// Pair k collects at a rate F(k). The first read holds the charge of `firstSeconds`, the second
/// that of `exposureSeconds` more, so the photon noise of the first read is in both; read noise of
/// variance R is in each. With a = F t1, b = F t2 the pair is Gaussian with variances a + R and a +
/// b + R and covariance a, so two deviates do:
///
/// ```
/// q1 = a     + sqrt(a + R) g1
/// q2 = a + b + w sqrt(a + R) g1 + sqrt(b + R + w R) g2        w = a / (a + R)
/// ```
///
/// Counts are not Gaussian, but even the faintest are read with 12 electrons of noise; the skewness
/// that remains, 0.03 at most, is put back as `g + s (g^2 - 1)`.
///
/// The deviates of pair k are a function of k and the pixel's three key words: an integer hash
/// (multiply, xor, shift; constants of C. Wellons' `lowbias32`) of the counter gives two words, and
/// the Box-Muller transform, with polynomials for logarithm, sine and cosine, two deviates good to
/// 1e-5. All arithmetic is single precision in a fixed order, without fused operations: both
/// implementations give the same bits. One thread.
interface PixelKernel {
  /// Arrays are as long as this multiple demands: kernels work in whole vectors.
  int PADDING = 32;

  int GOLDEN = 0x9E3779B9;
  int MIX_1 = 0x21F0AAAD;
  int MIX_2 = 0xD35A2D97;

  /// The bits of the square root of one half, below which mantissas are doubled.
  int ROOT_HALF = 0x3F3504F3;

  int MANTISSA = 0x007FFFFF;
  float LN_2 = 0.6931472f;
  float LN_C0 = 1.0000011f;
  float LN_C1 = -0.50000876f;
  float LN_C2 = 0.33313563f;
  float LN_C3 = -0.24920337f;
  float LN_C4 = 0.20525444f;
  float LN_C5 = -0.1857384f;
  float LN_C6 = 0.11657806f;
  float SIN_C0 = 3.1415904f;
  float SIN_C1 = -5.1674056f;
  float SIN_C2 = 2.5440001f;
  float SIN_C3 = -0.559435f;
  float COS_C0 = 0.9999932f;
  float COS_C1 = -4.9339314f;
  float COS_C2 = 4.0412126f;
  float COS_C3 = -1.2219365f;
  float HALF_TURN = 0x1p-32f;
  float MOST = 65535;

  /// Fills `reads[0]` to `reads[count - 1]`, and possibly the padding after it.
  ///
  /// @param rowLight `[row][pair]`; the pixel's row begins at `rowStart`
  /// @param columnLight `[column][pair]`; the pixel's column begins at `columnStart`
  /// @param firstPair the first pair wanted, a multiple of [#PADDING]
  /// @param reads two data numbers a pair: the first read in the low 16 bits, the second in the
  ///   high
  void fill(
      PixelModel pixel,
      float[] rowLight,
      int rowStart,
      float[] columnLight,
      int columnStart,
      int firstPair,
      int count,
      int[] reads);

  /// The fastest that this virtual machine offers.
  static PixelKernel best() {
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return vectors ? new VectorPixelKernel() : new ScalarPixelKernel();
  }

  static int padded(int pairs) {
    return (pairs + PADDING - 1) / PADDING * PADDING;
  }
}
