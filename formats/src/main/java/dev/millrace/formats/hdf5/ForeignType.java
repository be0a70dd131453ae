package dev.millrace.formats.hdf5;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A stored type that this package does not read: it can be shown, nothing else. Also the place
/// where the library's types are turned into ours.
final class ForeignType extends Hdf5Type<Void> {
  static final int COMPOUND = 6;

  private static final int INTEGER = 0;
  private static final int FLOAT = 1;
  private static final int STRING = 3;
  private static final int ENUMERATION = 8;
  private static final int ARRAY = 10;
  private static final List<String> CLASSES =
      List.of(
          "integer",
          "float",
          "time",
          "string",
          "bit field",
          "opaque",
          "compound",
          "reference",
          "enumeration",
          "variable-length",
          "array");

  private final String description;

  private ForeignType(String description) {
    this.description = description;
  }

  /// The type behind a stored type's identifier.
  static Hdf5Type<?> stored(Call call, long id) {
    int kind = (int) call.run(H5.H5Tget_class, id);
    long bytes = call.run(H5.H5Tget_size, id);
    Optional<? extends Hdf5Type<?>> known =
        switch (kind) {
          case INTEGER -> number(bytes, call.run(H5.H5Tget_sign, id) == 0 ? "uint" : "int");
          case FLOAT -> number(bytes, "float");
          case STRING -> Optional.of(text(call, id, bytes));
          case ENUMERATION ->
              isBoolean(call, id, bytes) ? Optional.of(Hdf5Types.BOOL) : Optional.empty();
          case ARRAY -> array(call, id, bytes);
          case COMPOUND -> compound(call, id, bytes);
          default -> Optional.empty();
        };
    return known.isPresent()
        ? known.get()
        : new ForeignType(CLASSES.get(kind) + " of " + bytes + " bytes");
  }

  private static Optional<Hdf5Type<?>> number(long bytes, String word) {
    String name = word + 8 * bytes;
    return Stream.<Hdf5Type<?>>of(
            Hdf5Types.FLOAT64,
            Hdf5Types.FLOAT32,
            Hdf5Types.INT8,
            Hdf5Types.INT16,
            Hdf5Types.INT32,
            Hdf5Types.INT64,
            Hdf5Types.UINT8,
            Hdf5Types.UINT16,
            Hdf5Types.UINT32,
            Hdf5Types.UINT64)
        .filter(type -> type.toString().equals(name))
        .findFirst();
  }

  private static TextType text(Call call, long id, long bytes) {
    boolean variable = call.run(H5.H5Tis_variable_str, id) > 0;
    int charset = (int) call.run(H5.H5Tget_cset, id);
    int padding = (int) call.run(H5.H5Tget_strpad, id);
    return TextType.stored(variable ? 0 : Math.toIntExact(bytes), charset, padding);
  }

  private static boolean isBoolean(Call call, long id, long bytes) {
    return bytes == 1
        && call.run(H5.H5Tget_nmembers, id) == 2
        && memberName(call, id, 0).equals("FALSE")
        && memberName(call, id, 1).equals("TRUE");
  }

  private static Optional<Hdf5Type<?>> array(Call call, long id, long bytes) {
    Hdf5Type<?> element = stored(call, call.hold(H5.H5Tclose, H5.H5Tget_super, id));
    if (!element.isPlain() || element instanceof ForeignType || bytes > Library.STAGING_BYTES) {
      return Optional.empty();
    }
    int rank = (int) call.run(H5.H5Tget_array_ndims, id);
    MemorySegment sizes = call.allocate((long) rank * Long.BYTES);
    call.run(H5.H5Tget_array_dims2, id, sizes.address());
    int[] dims = new int[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = (int) sizes.getAtIndex(JAVA_LONG, i);
    }
    return Optional.of(element.array(dims));
  }

  private static Optional<Hdf5Type<?>> compound(Call call, long id, long bytes) {
    List<Compound.Field> fields = new ArrayList<>();
    int count = (int) call.run(H5.H5Tget_nmembers, id);
    for (int i = 0; i < count; i++) {
      Hdf5Type<?> type = stored(call, call.hold(H5.H5Tclose, H5.H5Tget_member_type, id, i));
      if (type.isPlain()) {
        fields.add(new Compound.Field(memberName(call, id, i), type));
      }
    }
    return fields.isEmpty() || bytes > Library.STAGING_BYTES
        ? Optional.empty()
        : Optional.of(Compound.of(fields));
  }

  private static String memberName(Call call, long id, int index) {
    long address = call.run(H5.H5Tget_member_name, id, index);
    String name = Library.string(address);
    call.run(H5.H5free_memory, address);
    return name;
  }

  @Override
  public String toString() {
    return description;
  }

  @Override
  long open(Call call) {
    throw call.refused("hdf5.type", "a type that is not supported: " + description);
  }

  @Override
  int bytes() {
    return 1;
  }

  @Override
  int length(Void values) {
    throw new UnsupportedOperationException(description);
  }

  @Override
  Void allocate(int length) {
    throw new UnsupportedOperationException(description);
  }

  @Override
  void toNative(Call call, Void values, int from, int elements, MemorySegment target) {
    throw new UnsupportedOperationException(description);
  }

  @Override
  void fromNative(MemorySegment source, Void values, int from, int elements) {
    throw new UnsupportedOperationException(description);
  }

  @Override
  boolean reads(Hdf5Type<?> stored) {
    return false;
  }
}
