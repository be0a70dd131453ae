package dev.millrace.formats.hdf5;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// A fixed array of plain elements, in C order, as one element.
final class ArrayType<A> extends Hdf5Type<A> {
  private final Hdf5Type<A> element;
  private final int[] dims;
  private final int count;

  ArrayType(Hdf5Type<A> element, int... dims) {
    long product = 1;
    for (int dim : dims) {
      if (dim < 1) {
        throw new IllegalArgumentException("array of " + Arrays.toString(dims) + " elements");
      }
      product = Math.multiplyExact(product, dim);
    }
    if (!element.isPlain() || product * element.bytes() > Library.STAGING_BYTES) {
      throw new IllegalArgumentException(
          "an element of " + Arrays.toString(dims) + " " + element + " is not supported");
    }
    this.element = element;
    this.dims = dims.clone();
    this.count = (int) product;
  }

  @Override
  public String toString() {
    return element + Arrays.toString(dims);
  }

  @Override
  long open(Call call) {
    MemorySegment sizes = call.allocate((long) dims.length * Long.BYTES);
    for (int i = 0; i < dims.length; i++) {
      sizes.setAtIndex(JAVA_LONG, i, dims[i]);
    }
    return call.hold(
        H5.H5Tclose, H5.H5Tarray_create2, element.open(call), dims.length, sizes.address());
  }

  @Override
  int bytes() {
    return count * element.bytes();
  }

  @Override
  int width() {
    return count * element.width();
  }

  @Override
  int length(A values) {
    return element.length(values);
  }

  @Override
  A allocate(int length) {
    return element.allocate(length);
  }

  @Override
  void toNative(Call call, A values, int from, int elements, MemorySegment target) {
    element.toNative(call, values, from * count, elements * count, target);
  }

  @Override
  void fromNative(MemorySegment source, A values, int from, int elements) {
    element.fromNative(source, values, from * count, elements * count);
  }

  @Override
  boolean reads(Hdf5Type<?> stored) {
    return stored instanceof ArrayType<?> array
        && Arrays.equals(dims, array.dims)
        && element.reads(array.element);
  }

  @Override
  Hdf5Type<A> adaptedTo(Hdf5Type<?> stored) {
    return new ArrayType<>(element.adaptedTo(((ArrayType<?>) stored).element), dims);
  }
}
