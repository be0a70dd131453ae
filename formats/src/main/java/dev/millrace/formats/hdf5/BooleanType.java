package dev.millrace.formats.hdf5;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

final class BooleanType extends Hdf5Type<boolean[]> {
  @Override
  public String toString() {
    return "bool";
  }

  @Override
  long open(Call call) {
    long id = call.hold(H5.H5Tclose, H5.H5Tenum_create, call.library.global("H5T_STD_I8LE_g"));
    MemorySegment value = call.allocate(1);
    call.run(H5.H5Tenum_insert, id, call.text("FALSE"), value.address());
    value.set(JAVA_BYTE, 0, (byte) 1);
    call.run(H5.H5Tenum_insert, id, call.text("TRUE"), value.address());
    return id;
  }

  @Override
  int bytes() {
    return 1;
  }

  @Override
  int length(boolean[] values) {
    return values.length;
  }

  @Override
  boolean[] allocate(int length) {
    return new boolean[length];
  }

  @Override
  void toNative(Call call, boolean[] values, int from, int elements, MemorySegment target) {
    for (int i = 0; i < elements; i++) {
      target.set(JAVA_BYTE, i, (byte) (values[from + i] ? 1 : 0));
    }
  }

  @Override
  void fromNative(MemorySegment source, boolean[] values, int from, int elements) {
    for (int i = 0; i < elements; i++) {
      values[from + i] = source.get(JAVA_BYTE, i) != 0;
    }
  }

  @Override
  boolean reads(Hdf5Type<?> stored) {
    return stored instanceof BooleanType;
  }
}
