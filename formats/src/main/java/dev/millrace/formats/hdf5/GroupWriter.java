package dev.millrace.formats.hdf5;

/// A group being written. Groups need no closing. One thread.
public final class GroupWriter extends ObjectWriter {
  GroupWriter(WritableFile file, String path) {
    super(file, path);
  }

  /// The group of this name right under this one, made if it is not there yet.
  public GroupWriter group(String name) {
    String child = child(name);
    try (Call call = file.call(child)) {
      long text = call.text(child);
      if (call.run(H5.H5Lexists, file.id(), text, 0) == 0) {
        long creation = call.properties("H5P_CLS_GROUP_CREATE_ID_g");
        call.run(H5.H5Pset_obj_track_times, creation, 0);
        call.hold(H5.H5Gclose, H5.H5Gcreate2, file.id(), text, 0, creation, 0);
      } else {
        call.hold(H5.H5Gclose, H5.H5Gopen2, file.id(), text, 0);
      }
    }
    return new GroupWriter(file, child);
  }

  /// A new dataset, open until it or the file is closed.
  ///
  /// @throws dev.millrace.engine.errors.DataException when the name is taken
  public <A> DatasetWriter<A> dataset(String name, DatasetSpec<A> spec) {
    return DatasetWriter.create(file, child(name), spec);
  }

  /// A new contiguous dataset with all its values: exactly as many as `dims` hold, C order.
  public <A> void write(String name, Hdf5Type<A> type, A values, long... dims) {
    try (DatasetWriter<A> dataset = dataset(name, DatasetSpec.of(type, dims))) {
      dataset.write(values);
    }
  }

  private String child(String name) {
    if (name.isEmpty() || name.equals(".") || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("\"" + name + "\" is not a name within " + path);
    }
    return path.equals("/") ? path + name : path + "/" + name;
  }
}
