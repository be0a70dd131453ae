package dev.millrace.pipelines.ariel.simulate;

/// [PixelKernel] one pair at a time.
final class ScalarPixelKernel implements PixelKernel {
  @Override
  public void fill(
      PixelModel pixel,
      float[] rowLight,
      int rowStart,
      float[] columnLight,
      int columnStart,
      int firstPair,
      int count,
      int[] reads) {
    for (int i = 0; i < count; i++) {
      int pair = firstPair + i;
      reads[i] = pair(pixel, rowLight[rowStart + pair], columnLight[columnStart + pair], pair, 0);
    }
  }

  /// One pair.
  ///
  /// @param extraElectrons arrive between the reads
  static int pair(
      PixelModel pixel, float rowLight, float columnLight, int pair, float extraElectrons) {
    float rate = Math.max(0, pixel.scale * rowLight * columnLight + pixel.darkElectronsPerSecond);
    float first = rate * pixel.firstSeconds;
    float second = rate * pixel.exposureSeconds;
    float variance = first + pixel.readVariance;
    float weight = first / variance;
    float firstSigma = root(variance);
    float secondSigma = root(second + pixel.readVariance + pixel.readVariance * weight);

    int hash = mix(pair * GOLDEN + pixel.key0);
    int angle = mix(hash + pixel.key2);
    float radius = radius(mix(hash + pixel.key1));
    float turn = (angle << 1) * HALF_TURN;
    float square = turn * turn;
    float g1 = radius * cosine(square, angle);
    float g2 = radius * sine(turn, square);
    g1 = g1 + (g1 * g1 - 1) * pixel.firstSkew;
    g2 = g2 + (g2 * g2 - 1) * pixel.secondSkew;

    float firstNoise = firstSigma * g1;
    float q1 = first + firstNoise;
    float q2 = first + second + weight * firstNoise + secondSigma * g2 + extraElectrons;
    return dataNumber(pixel.answer, q1) | dataNumber(pixel.answer, q2) << 16;
  }

  private static int mix(int word) {
    int z = word;
    z = (z ^ z >>> 16) * MIX_1;
    z = (z ^ z >>> 15) * MIX_2;
    return z ^ z >>> 15;
  }

  /// The square root of minus twice the logarithm of a uniform word.
  private static float radius(int word) {
    int bits = Float.floatToRawIntBits((float) ((word >>> 1) | 1)) - ROOT_HALF;
    float exponent = (bits >> 23) - 31 + 0f;
    float r = Float.intBitsToFloat((bits & MANTISSA) + ROOT_HALF) - 1;
    float poly = LN_C6 * r + LN_C5;
    poly = poly * r + LN_C4;
    poly = poly * r + LN_C3;
    poly = poly * r + LN_C2;
    poly = poly * r + LN_C1;
    poly = poly * r + LN_C0;
    float logarithm = poly * r + exponent * LN_2;
    return root(Math.max(0, logarithm * -2));
  }

  /// With the sign of the word: turns of the other half plane.
  private static float cosine(float square, int word) {
    float poly = COS_C3 * square + COS_C2;
    poly = poly * square + COS_C1;
    poly = poly * square + COS_C0;
    return Float.intBitsToFloat(Float.floatToRawIntBits(poly) ^ (word & Integer.MIN_VALUE));
  }

  private static float sine(float turn, float square) {
    float poly = SIN_C3 * square + SIN_C2;
    poly = poly * square + SIN_C1;
    poly = poly * square + SIN_C0;
    return poly * turn;
  }

  private static int dataNumber(float[] answer, float charge) {
    float number = answer[5] * charge + answer[4];
    number = number * charge + answer[3];
    number = number * charge + answer[2];
    number = number * charge + answer[1];
    number = number * charge + answer[0];
    return (int) Math.min(Math.max(0, number), MOST);
  }

  private static float root(float x) {
    return (float) Math.sqrt(x);
  }
}
