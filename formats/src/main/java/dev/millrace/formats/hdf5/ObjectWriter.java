package dev.millrace.formats.hdf5;

import java.lang.foreign.MemorySegment;

/// A group or dataset being written: it has a path and takes attributes.
public abstract sealed class ObjectWriter permits GroupWriter, DatasetWriter {
  private static final long[] SCALAR = {};

  final WritableFile file;
  final String path;

  ObjectWriter(WritableFile file, String path) {
    this.file = file;
    this.path = path;
  }

  /// The absolute path within the file, such as `/100000001/signal`.
  public final String path() {
    return path;
  }

  public final void attribute(String name, String value) {
    put(name, Hdf5Types.TEXT, SCALAR, new String[] {value});
  }

  public final void attribute(String name, double value) {
    put(name, Hdf5Types.FLOAT64, SCALAR, new double[] {value});
  }

  public final void attribute(String name, long value) {
    put(name, Hdf5Types.INT64, SCALAR, new long[] {value});
  }

  /// A list of values, such as `(TEXT, {"x", "y", "t"})`. HDF5 limits an attribute to 64 KiB, of
  /// which a variable-length text takes 16 bytes.
  public final <A> void attribute(String name, Hdf5Type<A> type, A values) {
    put(name, type, new long[] {type.elementsIn(values)}, values);
  }

  /// One value of any type: the first of `values`, stored as a scalar.
  public final <A> void scalarAttribute(String name, Hdf5Type<A> type, A values) {
    put(name, type, SCALAR, values);
  }

  private <A> void put(String name, Hdf5Type<A> type, long[] dims, A values) {
    int elements = (int) Slab.product(dims, 0);
    try (Call call = file.call(path + " attribute " + name)) {
      long owner = call.hold(H5.H5Oclose, H5.H5Oopen, file.id(), call.text(path), 0);
      long typeId = type.open(call);
      long space = call.space(dims, dims);
      long attribute =
          call.hold(H5.H5Aclose, H5.H5Acreate2, owner, call.text(name), typeId, space, 0, 0);
      MemorySegment content = call.allocate((long) elements * type.bytes());
      type.toNative(call, values, 0, elements, content);
      call.run(H5.H5Awrite, attribute, typeId, content.address());
    }
  }
}
