package dev.millrace.formats.hdf5;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/// A dataset being read, whole or by boxes of elements. Arrays are flat, C order. Values pass
/// through one fixed staging buffer. Open until it or its file is closed. One thread.
public final class DatasetReader<A> implements AutoCloseable {
  private static final int CHUNKED = 2;
  private static final long[] NONE = {};

  private final Hdf5Reader file;
  private final String path;
  private final Hdf5Type<A> type;
  private final long id;
  private final long[] dims;
  private final long[] chunk;
  private boolean closed;

  private DatasetReader(
      Hdf5Reader file, String path, Hdf5Type<A> type, long id, long[] dims, long[] chunk) {
    this.file = file;
    this.path = path;
    this.type = type;
    this.id = id;
    this.dims = dims;
    this.chunk = chunk;
  }

  /// Opens for reading a dataset that the call holds open for looking at.
  static <A> DatasetReader<A> open(
      Hdf5Reader file, Call call, String path, long found, Hdf5Type<A> type) {
    long[] dims = call.dims(call.hold(H5.H5Sclose, H5.H5Dget_space, found));
    long layout = call.hold(H5.H5Pclose, H5.H5Dget_create_plist, found);
    long access = Library.DEFAULT;
    long[] chunk = NONE;
    if (call.run(H5.H5Pget_layout, layout) == CHUNKED) {
      MemorySegment sizes = call.allocate((long) dims.length * Long.BYTES);
      call.run(H5.H5Pget_chunk, layout, dims.length, sizes.address());
      chunk = sizes.toArray(JAVA_LONG);
      long stored = call.run(H5.H5Tget_size, call.hold(H5.H5Tclose, H5.H5Dget_type, found));
      long chunkBytes = Slab.product(chunk, 0) * stored;
      long rowBytes = chunk[0] * Slab.product(dims, 1) * stored;
      access = call.datasetAccess(DatasetSpec.cacheBytes(rowBytes, chunkBytes));
    }
    long id = call.run(H5.H5Dopen2, file.id(), call.text(path), access);
    return new DatasetReader<>(file, path, type, id, dims, chunk);
  }

  public long[] dims() {
    return dims.clone();
  }

  /// The dimensions of its chunks; empty when it is contiguous.
  public long[] chunk() {
    return chunk.clone();
  }

  /// Everything, in a new array.
  public A read() {
    return read(new long[dims.length], dims);
  }

  /// A box of elements, in a new array.
  public A read(long[] start, long[] count) {
    Slab slab = Slab.within(dims, start, count);
    long length = Math.multiplyExact(slab.elements(), type.width());
    if (length > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(path + ": read " + length + " values in parts");
    }
    A values = type.allocate((int) length);
    read(values, start, count);
    return values;
  }

  /// Reads a box of elements to the start of `values`, which may be longer.
  public void read(A values, long[] start, long[] count) {
    Slab slab = Slab.within(dims, start, count);
    requireElements(type.elementsIn(values), slab.elements());
    slab.forPieces(
        type.elementsPerStaging(),
        chunk,
        (piece, first, elements) -> {
          try (Call call = file.call(path)) {
            MemorySegment staging = call.library.staging;
            long typeId = type.open(call);
            long memory = transfer(call, piece, typeId, staging);
            type.fromNative(staging, values, (int) first, elements);
            if (!type.isPlain()) {
              call.run(H5.H5Treclaim, typeId, memory, 0, staging.address());
            }
          }
        });
  }

  /// Reads a box of elements as bytes, little-endian, into native memory.
  public void read(MemorySegment target, long[] start, long[] count) {
    if (!target.isNative() || !type.isPlain()) {
      throw new IllegalArgumentException(path + ": " + type + " is read into native memory only");
    }
    Slab slab = Slab.within(dims, start, count);
    requireElements(target.byteSize() / type.bytes(), slab.elements());
    if (slab.elements() > 0) {
      try (Call call = file.call(path)) {
        transfer(call, slab, type.open(call), target);
      }
    }
  }

  private long transfer(Call call, Slab slab, long typeId, MemorySegment target) {
    long fileSpace = call.hold(H5.H5Sclose, H5.H5Dget_space, id);
    slab.select(call, fileSpace);
    long memory = slab.memory(call);
    call.run(H5.H5Dread, id, typeId, memory, fileSpace, 0, target.address());
    return memory;
  }

  private void requireElements(long given, long needed) {
    if (closed) {
      throw new IllegalStateException("dataset " + path + " is closed");
    }
    if (given < needed) {
      throw new IllegalArgumentException(
          path + " gives " + needed + " elements of " + type + ", there is room for " + given);
    }
  }

  /// May be called again, also after the file is closed.
  @Override
  public void close() {
    if (!closed && !file.isClosed()) {
      try (Call call = file.call(path)) {
        call.run(H5.H5Dclose, id);
      }
    }
    closed = true;
  }
}
