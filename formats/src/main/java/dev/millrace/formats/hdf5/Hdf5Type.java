package dev.millrace.formats.hdf5;

import java.lang.foreign.MemorySegment;

/// The type of one element of a dataset or attribute, with the Java array `A` that carries such
/// elements. Stored little-endian; unsigned types are carried by the signed array of the same
/// width.
///
/// The types there are: [Hdf5Types] and [Compound].
///
/// When reading, a type accepts what is stored as itself or as something narrower (any number as
/// `FLOAT64`, INT16 as INT32, text of any length as `TEXT`); everything else is refused rather than
/// clipped.
public abstract sealed class Hdf5Type<A>
    permits NumberType, BooleanType, TextType, ArrayType, Compound, ColumnType, ForeignType {
  /// A fixed number of these per element, such as the `values_block_0` of a pandas table.
  public final Hdf5Type<A> array(int... dims) {
    return new ArrayType<>(this, dims);
  }

  /// Such as `float64`, `uint16`, `text[32]`.
  @Override
  public abstract String toString();

  /// The identifier of this type in the library, valid until the call ends.
  abstract long open(Call call);

  /// Bytes of one element, in memory as in the file; text of variable length is a pointer in
  /// memory.
  abstract int bytes();

  /// Java array elements that carry one element.
  int width() {
    return 1;
  }

  abstract int length(A values);

  abstract A allocate(int length);

  /// Copies `elements` elements, the first of them at element `from` of `values`.
  abstract void toNative(Call call, A values, int from, int elements, MemorySegment target);

  abstract void fromNative(MemorySegment source, A values, int from, int elements);

  /// Whether elements stored as `stored` can be read as this type without loss.
  abstract boolean reads(Hdf5Type<?> stored);

  /// This type, as it has to be for reading what is stored as `stored`.
  Hdf5Type<A> adaptedTo(Hdf5Type<?> stored) {
    return this;
  }

  /// Whether an element is its bytes, not a pointer to them.
  boolean isPlain() {
    return true;
  }

  final int elementsPerStaging() {
    return isPlain() ? Library.STAGING_BYTES / bytes() : Library.STAGING_BYTES / 128;
  }

  final long elementsIn(A values) {
    return length(values) / width();
  }
}
