package dev.millrace.formats.hdf5;

import java.util.Arrays;

/// A box of elements within a dataset, and its division into pieces that fit a buffer.
final class Slab {
  private final long[] start;
  private final long[] count;

  /// One piece: its box, and which run of the slab's elements, in C order, it is.
  interface PieceUser {
    void use(Slab piece, long firstElement, int elements);
  }

  Slab(long[] start, long[] count) {
    this.start = start;
    this.count = count;
  }

  static Slab all(long[] dims) {
    return new Slab(new long[dims.length], dims);
  }

  static Slab rows(long[] dims, long first, long rows) {
    long[] start = new long[dims.length];
    long[] count = dims.clone();
    start[0] = first;
    count[0] = rows;
    return new Slab(start, count);
  }

  /// The slab, checked to lie within `dims`.
  static Slab within(long[] dims, long[] start, long[] count) {
    boolean inside = start.length == dims.length && count.length == dims.length;
    for (int axis = 0; inside && axis < dims.length; axis++) {
      inside = start[axis] >= 0 && count[axis] >= 0 && start[axis] <= dims[axis] - count[axis];
    }
    if (!inside) {
      throw new IllegalArgumentException(
          "a slab of " + new Slab(start, count) + " is not within " + Arrays.toString(dims));
    }
    return new Slab(start.clone(), count.clone());
  }

  static long product(long[] dims, int fromAxis) {
    long product = 1;
    for (int axis = fromAxis; axis < dims.length; axis++) {
      product = Math.multiplyExact(product, dims[axis]);
    }
    return product;
  }

  long elements() {
    return product(count, 0);
  }

  /// Selects this box in a file space.
  void select(Call call, long space) {
    if (count.length > 0) {
      call.run(H5.H5Sselect_hyperslab, space, 0, call.longs(start), 0, call.longs(count), 0);
    }
  }

  /// The data space of a buffer that holds this box and nothing else. It has the box's own
  /// dimensions: where those of memory and file differ, the library goes element by element.
  long memory(Call call) {
    return call.space(count, count);
  }

  /// Hands out pieces of at most `most` elements, in order: boxes that are whole in the trailing
  /// axes, a range in one axis, single in the axes before it. Where a piece can end at a border of
  /// the chunks (`chunk`, empty when there are none) it does, so that a chunk is touched once.
  void forPieces(int most, long[] chunk, PieceUser user) {
    if (elements() == 0) {
      return;
    }
    int axis = splitAxis(most);
    if (axis < 0) {
      user.use(this, 0, 1);
      return;
    }
    long inner = product(count, axis + 1);
    long block = Math.max(1, most / inner);
    long[] at = start.clone();
    long done = 0;
    long total = elements();
    while (done < total) {
      long stop = start[axis] + count[axis];
      long end = Math.min(stop, at[axis] + block);
      if (end < stop && chunk.length > 0 && end - end % chunk[axis] > at[axis]) {
        end -= end % chunk[axis];
      }
      long[] box = count.clone();
      Arrays.fill(box, 0, axis, 1);
      box[axis] = end - at[axis];
      int elements = (int) (box[axis] * inner);
      user.use(new Slab(at.clone(), box), done, elements);
      done += elements;
      at[axis] = end;
      if (end == stop) {
        at[axis] = start[axis];
        step(at, axis - 1);
      }
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(count) + " at " + Arrays.toString(start);
  }

  /// The first axis whose trailing axes fit `most` elements; -1 for a scalar.
  private int splitAxis(int most) {
    int axis = count.length - 1;
    while (axis > 0 && product(count, axis) <= most) {
      axis--;
    }
    return axis;
  }

  private void step(long[] at, int lastAxis) {
    for (int axis = lastAxis; axis >= 0; axis--) {
      at[axis]++;
      if (at[axis] < start[axis] + count[axis]) {
        return;
      }
      at[axis] = start[axis];
    }
  }
}
