package dev.millrace.formats.hdf5;

import java.lang.foreign.MemorySegment;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

final class NumberType<A> extends Hdf5Type<A> {
  private enum Kind {
    FLOAT("float", "H5T_IEEE_F"),
    SIGNED("int", "H5T_STD_I"),
    UNSIGNED("uint", "H5T_STD_U");

    private final String word;
    private final String prefix;

    Kind(String word, String prefix) {
      this.word = word;
      this.prefix = prefix;
    }
  }

  private final Kind kind;
  private final int bytes;
  private final Function<A, MemorySegment> asSegment;
  private final ToIntFunction<A> length;
  private final IntFunction<A> allocate;

  private NumberType(
      Kind kind,
      int bytes,
      Function<A, MemorySegment> asSegment,
      ToIntFunction<A> length,
      IntFunction<A> allocate) {
    this.kind = kind;
    this.bytes = bytes;
    this.asSegment = asSegment;
    this.length = length;
    this.allocate = allocate;
  }

  static NumberType<double[]> float64() {
    return new NumberType<>(Kind.FLOAT, 8, MemorySegment::ofArray, a -> a.length, double[]::new);
  }

  static NumberType<float[]> float32() {
    return new NumberType<>(Kind.FLOAT, 4, MemorySegment::ofArray, a -> a.length, float[]::new);
  }

  static NumberType<byte[]> int8(boolean signed) {
    return new NumberType<>(integer(signed), 1, MemorySegment::ofArray, a -> a.length, byte[]::new);
  }

  static NumberType<short[]> int16(boolean signed) {
    return new NumberType<>(
        integer(signed), 2, MemorySegment::ofArray, a -> a.length, short[]::new);
  }

  static NumberType<int[]> int32(boolean signed) {
    return new NumberType<>(integer(signed), 4, MemorySegment::ofArray, a -> a.length, int[]::new);
  }

  static NumberType<long[]> int64(boolean signed) {
    return new NumberType<>(integer(signed), 8, MemorySegment::ofArray, a -> a.length, long[]::new);
  }

  private static Kind integer(boolean signed) {
    return signed ? Kind.SIGNED : Kind.UNSIGNED;
  }

  @Override
  public String toString() {
    return kind.word + 8 * bytes;
  }

  @Override
  long open(Call call) {
    return call.library.global(kind.prefix + 8 * bytes + "LE_g");
  }

  @Override
  int bytes() {
    return bytes;
  }

  @Override
  int length(A values) {
    return length.applyAsInt(values);
  }

  @Override
  A allocate(int size) {
    return allocate.apply(size);
  }

  @Override
  void toNative(Call call, A values, int from, int elements, MemorySegment target) {
    MemorySegment source = asSegment.apply(values);
    MemorySegment.copy(source, (long) from * bytes, target, 0, (long) elements * bytes);
  }

  @Override
  void fromNative(MemorySegment source, A values, int from, int elements) {
    MemorySegment target = asSegment.apply(values);
    MemorySegment.copy(source, 0, target, (long) from * bytes, (long) elements * bytes);
  }

  @Override
  boolean reads(Hdf5Type<?> stored) {
    return stored instanceof NumberType<?> number
        && switch (kind) {
          case FLOAT ->
              bytes == 8 || (number.kind == Kind.FLOAT ? number.bytes <= 4 : number.bytes <= 2);
          case SIGNED ->
              (number.kind == Kind.SIGNED && number.bytes <= bytes)
                  || (number.kind == Kind.UNSIGNED && number.bytes < bytes);
          case UNSIGNED -> number.kind == Kind.UNSIGNED && number.bytes <= bytes;
        };
  }
}
