package dev.millrace.formats.hdf5;

import dev.millrace.engine.io.OutputFile;

/// An HDF5 file being written, of any size, in bounded memory. One thread; several writers and
/// readers may live in one process and take turns, since the library itself is not thread-safe.
///
/// ```java
/// try (OutputFile out = products.create("train.h5")) {
///   try (Hdf5Writer h5 = Hdf5Writer.create(out)) {
///     GroupWriter planet = h5.root().group("100000001");
///     planet.attribute("units", "electron");
///     planet.write("mask", BOOL, mask, 283);
///     try (var signal = planet.dataset("signal", DatasetSpec.of(FLOAT64, 0, 283).extendible())) {
///       signal.append(rows);
///     }
///   }
///   out.complete();
/// }
/// ```
///
/// The file has the layout of the oldest library (superblock 0, symbol-table groups) and no time
/// stamps: the same calls give the same bytes. Compressed bytes also depend on the system's zlib.
///
/// Failures of the library are [dev.millrace.engine.errors.DataException]s that name file and
/// object; a full disk is a [dev.millrace.engine.errors.BudgetException]; wrong arguments are
/// `IllegalArgumentException`, use after close `IllegalStateException`.
public final class Hdf5Writer implements AutoCloseable {
  private static final int TRUNCATE = 2;

  private final WritableFile file;

  private Hdf5Writer(WritableFile file) {
    this.file = file;
  }

  /// Starts a file in the place of `output`. Closing the writer finishes the HDF5 structure; the
  /// caller then completes `output`.
  public static Hdf5Writer create(OutputFile output) {
    String path = output.path().toString();
    try (Call call = new Call(path, "")) {
      long creation = call.properties("H5P_CLS_FILE_CREATE_ID_g");
      call.run(H5.H5Pset_obj_track_times, creation, 0);
      long access = FileAccess.open(call);
      long id = call.run(H5.H5Fcreate, call.text(path), TRUNCATE, creation, access);
      return new Hdf5Writer(new WritableFile(path, id));
    }
  }

  /// The root group; its attributes are those of the file.
  public GroupWriter root() {
    return new GroupWriter(file, "/");
  }

  /// Brings everything written so far to the operating system, with rows that were held back: the
  /// bytes of a compressed dataset may then depend on when that was.
  public void flush() {
    file.flush();
  }

  /// Closes all datasets and the file. May be called again.
  @Override
  public void close() {
    file.close();
  }
}
