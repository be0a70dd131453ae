package dev.millrace.formats.hdf5;

import java.lang.foreign.MemorySegment;

/// One field of compound rows, read by itself.
final class ColumnType<A> extends Hdf5Type<A> {
  private final String name;
  private final Hdf5Type<A> type;

  ColumnType(String name, Hdf5Type<A> type) {
    this.name = name;
    this.type = type;
  }

  @Override
  public String toString() {
    return "field \"" + name + "\" of " + type;
  }

  @Override
  long open(Call call) {
    long id = call.hold(H5.H5Tclose, H5.H5Tcreate, ForeignType.COMPOUND, type.bytes());
    call.run(H5.H5Tinsert, id, call.text(name), 0, type.open(call));
    return id;
  }

  @Override
  int bytes() {
    return type.bytes();
  }

  @Override
  int width() {
    return type.width();
  }

  @Override
  int length(A values) {
    return type.length(values);
  }

  @Override
  A allocate(int length) {
    return type.allocate(length);
  }

  @Override
  void toNative(Call call, A values, int from, int elements, MemorySegment target) {
    type.toNative(call, values, from, elements, target);
  }

  @Override
  void fromNative(MemorySegment source, A values, int from, int elements) {
    type.fromNative(source, values, from, elements);
  }

  @Override
  boolean reads(Hdf5Type<?> stored) {
    return stored instanceof Compound rows && rows.has(name, type);
  }

  @Override
  Hdf5Type<A> adaptedTo(Hdf5Type<?> stored) {
    return new ColumnType<>(name, type.adaptedTo(((Compound) stored).type(name)));
  }
}
