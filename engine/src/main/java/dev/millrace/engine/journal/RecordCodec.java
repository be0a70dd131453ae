package dev.millrace.engine.journal;

import dev.millrace.engine.errors.UsageException;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Turns Java records into bytes and back, component by component in their declared order.
/// Components are primitives, strings, enums, primitive arrays, records, and lists or optionals of
/// these; nothing is null. The bytes hold no names: the reader knows the type. Thread-safe.
///
/// @param <R> a record class
public final class RecordCodec<R> {
  private static final ConcurrentHashMap<Class<?>, RecordCodec<?>> KNOWN =
      new ConcurrentHashMap<>();

  /// How one component is written; `size` tells the bytes beforehand.
  private interface Field {
    long size(Object value);

    void write(Object value, RecordOutput out);

    Object read(RecordInput in);
  }

  private final Class<R> type;
  private final Method[] accessors;
  private final Field[] fields;
  private final Constructor<R> constructor;

  private RecordCodec(Class<R> type) {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    this.accessors = new Method[components.length];
    this.fields = new Field[components.length];
    Class<?>[] parameters = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      accessors[i] = components[i].getAccessor();
      accessors[i].setAccessible(true);
      fields[i] = field(components[i].getGenericType(), type + "." + components[i].getName());
      parameters[i] = components[i].getType();
    }
    try {
      this.constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException("record " + type + " without its constructor", impossible);
    }
  }

  /// @throws UsageException when the type is no record or has a component of a type without a form
  @SuppressWarnings("unchecked") // the map holds each class's own codec
  public static <R> RecordCodec<R> of(Class<R> type) {
    RecordCodec<?> known = KNOWN.get(type);
    if (known == null) {
      if (!type.isRecord()) {
        throw new UsageException(
            "pipeline.record", "what a phase hands on must be a Java record: " + type.getName());
      }
      known = new RecordCodec<>(type);
      KNOWN.put(type, known);
    }
    return (RecordCodec<R>) known;
  }

  public Class<R> type() {
    return type;
  }

  /// Exact number of bytes that [#write] gives.
  public long size(R value) {
    long bytes = 0;
    for (int i = 0; i < fields.length; i++) {
      bytes += fields[i].size(component(value, i));
    }
    return bytes;
  }

  public void write(R value, RecordOutput out) {
    for (int i = 0; i < fields.length; i++) {
      fields[i].write(component(value, i), out);
    }
  }

  public R read(RecordInput in) {
    Object[] values = new Object[fields.length];
    for (int i = 0; i < fields.length; i++) {
      values[i] = fields[i].read(in);
    }
    try {
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("cannot rebuild a " + type.getName(), failure);
    }
  }

  private Object component(R value, int i) {
    try {
      Object component = accessors[i].invoke(value);
      if (component == null) {
        throw new NullPointerException(type.getName() + "." + accessors[i].getName() + " is null");
      }
      return component;
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("cannot read a " + type.getName(), failure);
    }
  }

  private static Field field(Type type, String where) {
    if (type instanceof ParameterizedType generic) {
      Field element = field(generic.getActualTypeArguments()[0], where);
      if (generic.getRawType() == List.class) {
        return new ListField(element);
      }
      if (generic.getRawType() == Optional.class) {
        return new OptionalField(element);
      }
    }
    if (type instanceof Class<?> plain) {
      if (plain.isRecord()) {
        return recordField(plain);
      }
      if (plain.isEnum()) {
        return new EnumField(List.of(plain.getEnumConstants()));
      }
      if (plain.isArray() && plain.getComponentType().isPrimitive()) {
        return ArrayField.of(plain);
      }
      Field scalar = ScalarField.of(plain);
      if (scalar != null) {
        return scalar;
      }
    }
    throw new UsageException(
        "pipeline.record", where + ": a record cannot hold a " + type.getTypeName());
  }

  private static <T> Field recordField(Class<T> type) {
    RecordCodec<T> codec = of(type);
    return new Field() {
      @Override
      public long size(Object value) {
        return codec.size(type.cast(value));
      }

      @Override
      public void write(Object value, RecordOutput out) {
        codec.write(type.cast(value), out);
      }

      @Override
      public Object read(RecordInput in) {
        return codec.read(in);
      }
    };
  }

  private record EnumField(List<?> constants) implements Field {
    @Override
    public long size(Object value) {
      return 2;
    }

    @Override
    public void write(Object value, RecordOutput out) {
      out.putShort(constants.indexOf(value));
    }

    @Override
    public Object read(RecordInput in) {
      return constants.get(in.getShort());
    }
  }

  private record ListField(Field element) implements Field {
    @Override
    public long size(Object value) {
      long bytes = 4;
      for (Object each : (List<?>) value) {
        bytes += element.size(each);
      }
      return bytes;
    }

    @Override
    public void write(Object value, RecordOutput out) {
      List<?> list = (List<?>) value;
      out.putInt(list.size());
      for (Object each : list) {
        element.write(each, out);
      }
    }

    @Override
    public Object read(RecordInput in) {
      int n = in.getInt();
      List<Object> list = new ArrayList<>(n);
      for (int i = 0; i < n; i++) {
        list.add(element.read(in));
      }
      return List.copyOf(list);
    }
  }

  private record OptionalField(Field element) implements Field {
    @Override
    public long size(Object value) {
      return 1 + ((Optional<?>) value).map(element::size).orElse(0L);
    }

    @Override
    public void write(Object value, RecordOutput out) {
      Optional<?> optional = (Optional<?>) value;
      out.putByte(optional.isPresent() ? 1 : 0);
      optional.ifPresent(present -> element.write(present, out));
    }

    @Override
    public Object read(RecordInput in) {
      return in.getByte() == 0 ? Optional.empty() : Optional.of(element.read(in));
    }
  }

  private enum ScalarField implements Field {
    BOOLEAN(1),
    BYTE(1),
    SHORT(2),
    CHAR(2),
    INT(4),
    LONG(8),
    FLOAT(4),
    DOUBLE(8),
    STRING(4);

    private final int bytes;

    ScalarField(int bytes) {
      this.bytes = bytes;
    }

    static @org.jspecify.annotations.Nullable Field of(Class<?> type) {
      return switch (type.getName()) {
        case "boolean", "java.lang.Boolean" -> BOOLEAN;
        case "byte", "java.lang.Byte" -> BYTE;
        case "short", "java.lang.Short" -> SHORT;
        case "char", "java.lang.Character" -> CHAR;
        case "int", "java.lang.Integer" -> INT;
        case "long", "java.lang.Long" -> LONG;
        case "float", "java.lang.Float" -> FLOAT;
        case "double", "java.lang.Double" -> DOUBLE;
        case "java.lang.String" -> STRING;
        default -> null;
      };
    }

    @Override
    public long size(Object value) {
      return this == STRING
          ? bytes + ((String) value).getBytes(StandardCharsets.UTF_8).length
          : bytes;
    }

    @Override
    public void write(Object value, RecordOutput out) {
      switch (this) {
        case BOOLEAN -> out.putByte((Boolean) value ? 1 : 0);
        case BYTE -> out.putByte((Byte) value);
        case SHORT -> out.putShort((Short) value);
        case CHAR -> out.putShort((Character) value);
        case INT -> out.putInt((Integer) value);
        case LONG -> out.putLong((Long) value);
        case FLOAT -> out.putInt(Float.floatToRawIntBits((Float) value));
        case DOUBLE -> out.putLong(Double.doubleToRawLongBits((Double) value));
        case STRING -> out.putString((String) value);
      }
    }

    @Override
    public Object read(RecordInput in) {
      return switch (this) {
        case BOOLEAN -> in.getByte() != 0;
        case BYTE -> in.getByte();
        case SHORT -> in.getShort();
        case CHAR -> (char) in.getShort();
        case INT -> in.getInt();
        case LONG -> in.getLong();
        case FLOAT -> Float.intBitsToFloat(in.getInt());
        case DOUBLE -> Double.longBitsToDouble(in.getLong());
        case STRING -> in.getString();
      };
    }
  }

  private enum ArrayField implements Field {
    BOOLEANS(1),
    BYTES(1),
    SHORTS(2),
    CHARS(2),
    INTS(4),
    LONGS(8),
    FLOATS(4),
    DOUBLES(8);

    private final int elementBytes;

    ArrayField(int elementBytes) {
      this.elementBytes = elementBytes;
    }

    static Field of(Class<?> arrayType) {
      return valueOf(
          arrayType.getComponentType().getName().toUpperCase(java.util.Locale.ROOT) + "S");
    }

    @Override
    public long size(Object value) {
      return 4 + (long) java.lang.reflect.Array.getLength(value) * elementBytes;
    }

    @Override
    public void write(Object value, RecordOutput out) {
      out.putInt(java.lang.reflect.Array.getLength(value));
      if (value instanceof boolean[] booleans) {
        for (boolean each : booleans) {
          out.putByte(each ? 1 : 0);
        }
      } else {
        out.putArray(segment(value), elementBytes);
      }
    }

    @Override
    public Object read(RecordInput in) {
      int n = in.getInt();
      if (this == BOOLEANS) {
        boolean[] booleans = new boolean[n];
        for (int i = 0; i < n; i++) {
          booleans[i] = in.getByte() != 0;
        }
        return booleans;
      }
      Object array =
          switch (this) {
            case BYTES, BOOLEANS -> new byte[n];
            case SHORTS -> new short[n];
            case CHARS -> new char[n];
            case INTS -> new int[n];
            case LONGS -> new long[n];
            case FLOATS -> new float[n];
            case DOUBLES -> new double[n];
          };
      in.getArray(segment(array), elementBytes);
      return array;
    }

    private static MemorySegment segment(Object array) {
      return switch (array) {
        case byte[] a -> MemorySegment.ofArray(a);
        case short[] a -> MemorySegment.ofArray(a);
        case char[] a -> MemorySegment.ofArray(a);
        case int[] a -> MemorySegment.ofArray(a);
        case long[] a -> MemorySegment.ofArray(a);
        case float[] a -> MemorySegment.ofArray(a);
        case double[] a -> MemorySegment.ofArray(a);
        default -> throw new IllegalStateException("not a primitive array: " + array.getClass());
      };
    }
  }
}
