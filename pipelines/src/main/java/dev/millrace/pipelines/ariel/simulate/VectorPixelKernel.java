package dev.millrace.pipelines.ariel.simulate;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [PixelKernel] a vector of pairs at a time; operation by operation the same as
/// [ScalarPixelKernel].
///
/// Five passes over blocks that stay in the first cache: in one loop the compiler's limit on nodes
/// is passed, and vectors become objects. One thread.
final class VectorPixelKernel implements PixelKernel {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final IntVector LANES = IntVector.zero(INTS).addIndex(1);
  private static final int BLOCK = 1024;

  private final int[] words = new int[BLOCK];
  private final int[] angles = new int[BLOCK];
  private final float[] firsts = new float[BLOCK];
  private final float[] seconds = new float[BLOCK];

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
    for (int from = 0; from < count; from += BLOCK) {
      int length = Math.min(BLOCK, count - from);
      int pair = firstPair + from;
      drawWords(pixel, pair, length);
      drawRadii(length);
      turnToDeviates(pixel, length);
      collect(pixel, rowLight, rowStart + pair, columnLight, columnStart + pair, length);
      read(pixel.answer, length, reads, from);
    }
  }

  private void drawWords(PixelModel pixel, int pair, int length) {
    for (int i = 0; i < length; i += INTS.length()) {
      IntVector hash = mix(LANES.add(pair + i).mul(GOLDEN).add(pixel.key0));
      mix(hash.add(pixel.key1)).intoArray(words, i);
      mix(hash.add(pixel.key2)).intoArray(angles, i);
    }
  }

  private void drawRadii(int length) {
    for (int i = 0; i < length; i += INTS.length()) {
      radius(IntVector.fromArray(INTS, words, i)).intoArray(firsts, i);
    }
  }

  /// Radii and angles to the two deviates of each pair.
  private void turnToDeviates(PixelModel pixel, int length) {
    for (int i = 0; i < length; i += INTS.length()) {
      IntVector angle = IntVector.fromArray(INTS, angles, i);
      FloatVector radius = FloatVector.fromArray(FLOATS, firsts, i);
      FloatVector turn = floats(angle.lanewise(VectorOperators.LSHL, 1)).mul(HALF_TURN);
      FloatVector square = turn.mul(turn);
      FloatVector g1 = radius.mul(cosine(square, angle));
      FloatVector g2 = radius.mul(sine(turn, square));
      g1.add(g1.mul(g1).sub(1).mul(pixel.firstSkew)).intoArray(firsts, i);
      g2.add(g2.mul(g2).sub(1).mul(pixel.secondSkew)).intoArray(seconds, i);
    }
  }

  /// Deviates to charges in electrons.
  private void collect(
      PixelModel pixel, float[] rowLight, int row, float[] columnLight, int column, int length) {
    for (int i = 0; i < length; i += FLOATS.length()) {
      FloatVector rate =
          FloatVector.fromArray(FLOATS, rowLight, row + i)
              .mul(pixel.scale)
              .mul(FloatVector.fromArray(FLOATS, columnLight, column + i))
              .add(pixel.darkElectronsPerSecond)
              .max(0);
      FloatVector first = rate.mul(pixel.firstSeconds);
      FloatVector second = rate.mul(pixel.exposureSeconds);
      FloatVector variance = first.add(pixel.readVariance);
      FloatVector weight = first.div(variance);
      FloatVector secondSigma =
          second.add(pixel.readVariance).add(weight.mul(pixel.readVariance)).sqrt();
      FloatVector firstNoise = variance.sqrt().mul(FloatVector.fromArray(FLOATS, firsts, i));
      FloatVector secondNoise = secondSigma.mul(FloatVector.fromArray(FLOATS, seconds, i));
      first.add(firstNoise).intoArray(firsts, i);
      first.add(second).add(weight.mul(firstNoise)).add(secondNoise).intoArray(seconds, i);
    }
  }

  /// Charges to data numbers.
  private void read(float[] answer, int length, int[] reads, int to) {
    for (int i = 0; i < length; i += FLOATS.length()) {
      IntVector first = dataNumber(answer, FloatVector.fromArray(FLOATS, firsts, i));
      IntVector second = dataNumber(answer, FloatVector.fromArray(FLOATS, seconds, i));
      first.or(second.lanewise(VectorOperators.LSHL, 16)).intoArray(reads, to + i);
    }
  }

  private static IntVector mix(IntVector word) {
    IntVector z = word.lanewise(VectorOperators.XOR, shifted(word, 16)).mul(MIX_1);
    z = z.lanewise(VectorOperators.XOR, shifted(z, 15)).mul(MIX_2);
    return z.lanewise(VectorOperators.XOR, shifted(z, 15));
  }

  private static IntVector shifted(IntVector word, int bits) {
    return word.lanewise(VectorOperators.LSHR, bits);
  }

  private static FloatVector radius(IntVector word) {
    IntVector bits = floats(shifted(word, 1).or(1)).reinterpretAsInts().sub(ROOT_HALF);
    FloatVector exponent = floats(bits.lanewise(VectorOperators.ASHR, 23).sub(31));
    FloatVector r = bits.and(MANTISSA).add(ROOT_HALF).reinterpretAsFloats().sub(1);
    FloatVector poly = r.mul(LN_C6).add(LN_C5);
    poly = poly.mul(r).add(LN_C4);
    poly = poly.mul(r).add(LN_C3);
    poly = poly.mul(r).add(LN_C2);
    poly = poly.mul(r).add(LN_C1);
    poly = poly.mul(r).add(LN_C0);
    return poly.mul(r).add(exponent.mul(LN_2)).mul(-2).max(0).sqrt();
  }

  private static FloatVector cosine(FloatVector square, IntVector word) {
    FloatVector poly = square.mul(COS_C3).add(COS_C2);
    poly = poly.mul(square).add(COS_C1);
    poly = poly.mul(square).add(COS_C0);
    return poly.reinterpretAsInts()
        .lanewise(VectorOperators.XOR, word.and(Integer.MIN_VALUE))
        .reinterpretAsFloats();
  }

  private static FloatVector sine(FloatVector turn, FloatVector square) {
    FloatVector poly = square.mul(SIN_C3).add(SIN_C2);
    poly = poly.mul(square).add(SIN_C1);
    poly = poly.mul(square).add(SIN_C0);
    return poly.mul(turn);
  }

  private static IntVector dataNumber(float[] answer, FloatVector charge) {
    FloatVector number = charge.mul(answer[5]).add(answer[4]);
    number = number.mul(charge).add(answer[3]);
    number = number.mul(charge).add(answer[2]);
    number = number.mul(charge).add(answer[1]);
    number = number.mul(charge).add(answer[0]);
    return (IntVector) number.max(0).min(MOST).convert(VectorOperators.F2I, 0);
  }

  private static FloatVector floats(IntVector word) {
    return (FloatVector) word.convert(VectorOperators.I2F, 0);
  }
}
