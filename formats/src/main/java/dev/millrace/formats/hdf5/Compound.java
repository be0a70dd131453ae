package dev.millrace.formats.hdf5;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A row of named fields, as in the tables of PyTables and pandas. Carried by the rows' bytes:
/// fields packed in order, little-endian, so that consecutive `put`s of a little-endian
/// [java.nio.ByteBuffer] make a row.
public final class Compound extends Hdf5Type<byte[]> {
  private final List<Field> fields;
  private final int bytes;

  /// A named part of a row; its type is not variable-length text.
  public record Field(String name, Hdf5Type<?> type) {
    public Field {
      if (name.isEmpty() || !type.isPlain()) {
        throw new IllegalArgumentException(
            "field \"" + name + "\" of type " + type + " is not supported");
      }
    }
  }

  private Compound(List<Field> fields) {
    this.fields = List.copyOf(fields);
    Set<String> names = new HashSet<>();
    long sum = 0;
    for (Field field : fields) {
      if (!names.add(field.name)) {
        throw new IllegalArgumentException("two fields are called \"" + field.name + "\"");
      }
      sum += field.type.bytes();
    }
    if (sum < 1 || sum > Library.STAGING_BYTES) {
      throw new IllegalArgumentException(
          "a row of " + sum + " bytes, not of 1 to " + Library.STAGING_BYTES);
    }
    this.bytes = (int) sum;
  }

  public static Compound of(Field... fields) {
    return new Compound(List.of(fields));
  }

  static Compound of(List<Field> fields) {
    return new Compound(fields);
  }

  public List<Field> fields() {
    return fields;
  }

  /// Bytes of one row.
  public int rowBytes() {
    return bytes;
  }

  /// Where a field starts within its row, in bytes.
  public int offset(String name) {
    int offset = 0;
    for (Field field : fields) {
      if (field.name.equals(name)) {
        return offset;
      }
      offset += field.type.bytes();
    }
    throw new IllegalArgumentException("no field \"" + name + "\" in " + this);
  }

  @Override
  public String toString() {
    return fields.stream()
        .map(field -> field.name + ": " + field.type)
        .collect(Collectors.joining(", ", "{", "}"));
  }

  @Override
  long open(Call call) {
    long id = call.hold(H5.H5Tclose, H5.H5Tcreate, ForeignType.COMPOUND, bytes);
    long offset = 0;
    for (Field field : fields) {
      call.run(H5.H5Tinsert, id, call.text(field.name), offset, field.type.open(call));
      offset += field.type.bytes();
    }
    return id;
  }

  @Override
  int bytes() {
    return bytes;
  }

  @Override
  int width() {
    return bytes;
  }

  @Override
  int length(byte[] values) {
    return values.length;
  }

  @Override
  byte[] allocate(int length) {
    return new byte[length];
  }

  @Override
  void toNative(Call call, byte[] values, int from, int elements, MemorySegment target) {
    MemorySegment.copy(values, from * bytes, target, JAVA_BYTE, 0, elements * bytes);
  }

  @Override
  void fromNative(MemorySegment source, byte[] values, int from, int elements) {
    MemorySegment.copy(source, JAVA_BYTE, 0, values, from * bytes, elements * bytes);
  }

  @Override
  boolean reads(Hdf5Type<?> stored) {
    return stored instanceof Compound row
        && fields.stream().allMatch(field -> row.has(field.name, field.type));
  }

  @Override
  Hdf5Type<byte[]> adaptedTo(Hdf5Type<?> stored) {
    Compound row = (Compound) stored;
    List<Field> adapted = new ArrayList<>();
    for (Field field : fields) {
      adapted.add(new Field(field.name, field.type.adaptedTo(row.type(field.name))));
    }
    return new Compound(adapted);
  }

  /// Whether rows of this type have a field that `wanted` can read.
  boolean has(String name, Hdf5Type<?> wanted) {
    return fields.stream().anyMatch(f -> f.name.equals(name) && wanted.reads(f.type));
  }

  Hdf5Type<?> type(String name) {
    return fields.stream().filter(f -> f.name.equals(name)).findFirst().orElseThrow().type;
  }
}
