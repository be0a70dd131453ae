package dev.millrace.formats.hdf5;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.millrace.engine.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// An HDF5 file being read. Objects are named by absolute path. One thread.
///
/// A file that is not HDF5, is truncated, lacks an object or holds another type than asked for is a
/// [dev.millrace.engine.errors.DataException] that names file and object.
public final class Hdf5Reader implements AutoCloseable {
  private static final int GROUP = 2;
  private static final int DATASET = 5;
  private static final int BY_NAME = 0;
  private static final int ASCENDING = 0;

  private final String display;
  private final long id;
  private boolean closed;

  private Hdf5Reader(String display, long id) {
    this.display = display;
    this.id = id;
  }

  /// Opens a file; `input` stays the caller's to close.
  public static Hdf5Reader open(InputFile input) {
    try (Call call = new Call(input.key(), "")) {
      long access = FileAccess.open(call);
      long id = call.run(H5.H5Fopen, call.text(input.path().toString()), 0, access);
      return new Hdf5Reader(input.key(), id);
    }
  }

  /// The names right under a group, sorted; groups end in `/`.
  public List<String> names(String group) {
    try (Call call = call(group)) {
      MemorySegment info = call.allocate(64);
      long text = call.text(group);
      call.run(H5.H5Gget_info_by_name, id, text, info.address(), 0);
      long links = info.get(JAVA_LONG, 8);
      List<String> names = new ArrayList<>();
      for (long link = 0; link < links; link++) {
        names.add(linkName(group, link));
      }
      return names;
    }
  }

  private String linkName(String group, long link) {
    try (Call call = call(group)) {
      String name = name(call, H5.H5Lget_name_by_idx, call.text(group), link);
      return kind(call, (group.endsWith("/") ? group : group + "/") + name) == GROUP
          ? name + "/"
          : name;
    }
  }

  public boolean exists(String path) {
    try (Call call = call(path)) {
      for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
        if (!hasLink(call, path.substring(0, slash))) {
          return false;
        }
      }
      return path.equals("/") || hasLink(call, path);
    }
  }

  /// False also where the path leads through a dataset, which is a failure to the library.
  private boolean hasLink(Call call, String path) {
    return call.library.invoke(H5.H5Lexists, id, call.text(path), 0) > 0;
  }

  /// What the elements of a dataset are; shows by name a type that cannot be read.
  public Hdf5Type<?> type(String path) {
    try (Call call = call(path)) {
      return ForeignType.stored(call, storedType(call, dataset(call, path)));
    }
  }

  /// Opens a dataset whose elements can be read as `type`.
  public <A> DatasetReader<A> dataset(String path, Hdf5Type<A> type) {
    try (Call call = call(path)) {
      long dataset = dataset(call, path);
      Hdf5Type<?> stored = ForeignType.stored(call, storedType(call, dataset));
      return DatasetReader.open(this, call, path, dataset, readable(call, type, stored));
    }
  }

  /// Opens one field of a dataset of rows, such as a column of a table.
  public <A> DatasetReader<A> column(String path, String field, Hdf5Type<A> type) {
    return dataset(path, new ColumnType<>(field, type));
  }

  /// The names of the attributes of a group or dataset, sorted.
  public List<String> attributeNames(String path) {
    try (Call call = call(path)) {
      long owner = call.hold(H5.H5Oclose, H5.H5Oopen, id, call.text(path), 0);
      long count = call.run(H5.H5Aget_num_attrs, owner);
      List<String> names = new ArrayList<>();
      for (long i = 0; i < count; i++) {
        names.add(name(call, H5.H5Aget_name_by_idx, call.text(path), i));
      }
      return names;
    }
  }

  public boolean hasAttribute(String path, String name) {
    return attributeNames(path).contains(name);
  }

  /// The values of an attribute, flat; one for a scalar, none for an empty one.
  public <A> A attribute(String path, String name, Hdf5Type<A> type) {
    try (Call call = call(path + " attribute " + name)) {
      long owner = call.hold(H5.H5Oclose, H5.H5Oopen, id, call.text(path), 0);
      long attribute = call.hold(H5.H5Aclose, H5.H5Aopen, owner, call.text(name), 0);
      long typeId = call.hold(H5.H5Tclose, H5.H5Aget_type, attribute);
      Hdf5Type<A> read = readable(call, type, ForeignType.stored(call, typeId));
      long space = call.hold(H5.H5Sclose, H5.H5Aget_space, attribute);
      int elements = Math.toIntExact(call.run(H5.H5Sget_simple_extent_npoints, space));
      MemorySegment content = call.allocate((long) elements * read.bytes());
      long readId = read.open(call);
      call.run(H5.H5Aread, attribute, readId, content.address());
      A values = read.allocate(elements * read.width());
      read.fromNative(content, values, 0, elements);
      if (!read.isPlain()) {
        call.run(H5.H5Treclaim, readId, space, 0, content.address());
      }
      return values;
    }
  }

  /// The first value of a text attribute.
  public String text(String path, String attribute) {
    String[] values = attribute(path, attribute, Hdf5Types.TEXT);
    return values.length == 0 ? "" : values[0];
  }

  Call call(String object) {
    if (closed) {
      throw new IllegalStateException(display + " is closed; wanted " + object);
    }
    return new Call(display, object);
  }

  private int kind(Call call, String path) {
    long object = call.hold(H5.H5Oclose, H5.H5Oopen, id, call.text(path), 0);
    return (int) call.run(H5.H5Iget_type, object);
  }

  private long dataset(Call call, String path) {
    if (!exists(path)) {
      throw call.refused("hdf5.missing", "there is no such dataset");
    }
    if (kind(call, path) != DATASET) {
      throw call.refused("hdf5.type", "this is a group, not a dataset");
    }
    return call.hold(H5.H5Dclose, H5.H5Dopen2, id, call.text(path), 0);
  }

  private static long storedType(Call call, long dataset) {
    return call.hold(H5.H5Tclose, H5.H5Dget_type, dataset);
  }

  private static <A> Hdf5Type<A> readable(Call call, Hdf5Type<A> wanted, Hdf5Type<?> stored) {
    if (!wanted.reads(stored)) {
      throw call.refused("hdf5.type", "it holds " + stored + ", which cannot be read as " + wanted);
    }
    return wanted.adaptedTo(stored);
  }

  long id() {
    return id;
  }

  boolean isClosed() {
    return closed;
  }

  /// The name that an iteration function gives for an index.
  private String name(Call call, H5 function, long container, long index) {
    long length = call.run(function, id, container, BY_NAME, ASCENDING, index, 0, 0, 0);
    MemorySegment name = call.allocate(length + 1);
    call.run(function, id, container, BY_NAME, ASCENDING, index, name.address(), length + 1, 0);
    return name.getString(0);
  }

  /// Closes the file and the datasets open in it. May be called again.
  @Override
  public void close() {
    if (!closed) {
      try (Call call = call("")) {
        closed = true;
        call.run(H5.H5Fclose, id);
      }
    }
  }
}
