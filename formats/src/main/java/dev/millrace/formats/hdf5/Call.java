package dev.millrace.formats.hdf5;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.millrace.engine.errors.BudgetException;
import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.errors.MillraceException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// One operation on a file: holds the library's lock, the native memory and the identifiers that it
/// needs until it is closed, and knows the file and object that an error has to name.
final class Call implements AutoCloseable {
  private static final int LONG_ENOUGH = 16;

  final Library library;
  private final String file;
  private final String object;
  private final Arena arena;
  private H5[] closers = new H5[LONG_ENOUGH];
  private long[] ids = new long[LONG_ENOUGH];
  private int held;

  Call(String file, String object) {
    this.file = file;
    this.object = object;
    this.library = Library.get();
    Library.LOCK.lock();
    this.arena = Arena.ofConfined();
  }

  /// Calls `function`.
  ///
  /// @throws DataException with the library's own words when the result is negative
  /// @throws BudgetException when the disk is full
  long run(H5 function, long... arguments) {
    long result = library.invoke(function, arguments);
    if (result < 0) {
      throw failure(function);
    }
    return result;
  }

  /// Calls `function` and keeps the identifier that it gives until this operation ends.
  long hold(H5 closer, H5 function, long... arguments) {
    return hold(closer, run(function, arguments));
  }

  long hold(H5 closer, long id) {
    if (held == ids.length) {
      closers = Arrays.copyOf(closers, 2 * held);
      ids = Arrays.copyOf(ids, 2 * held);
    }
    closers[held] = closer;
    ids[held] = id;
    held++;
    return id;
  }

  long text(String value) {
    return arena.allocateFrom(value).address();
  }

  /// The address of native copies of `values`, 0 when there are none.
  long longs(long... values) {
    return values.length == 0 ? 0 : arena.allocateFrom(JAVA_LONG, values).address();
  }

  MemorySegment allocate(long bytes) {
    return arena.allocate(Math.max(bytes, 1), 8);
  }

  /// A simple data space; no dimensions make a scalar one.
  long space(long[] dims, long[] maxDims) {
    return dims.length == 0
        ? hold(H5.H5Sclose, H5.H5Screate, 0)
        : hold(H5.H5Sclose, H5.H5Screate_simple, dims.length, longs(dims), longs(maxDims));
  }

  long[] dims(long space) {
    int rank = (int) run(H5.H5Sget_simple_extent_ndims, space);
    MemorySegment dims = allocate((long) rank * Long.BYTES);
    run(H5.H5Sget_simple_extent_dims, space, dims.address(), 0);
    return dims.asSlice(0, (long) rank * Long.BYTES).toArray(JAVA_LONG);
  }

  /// A new property list of a class named by the library's own variable.
  long properties(String classVariable) {
    return hold(H5.H5Pclose, H5.H5Pcreate, library.global(classVariable));
  }

  /// Access properties for a dataset whose chunk cache has `cacheBytes`; chunks that are wholly
  /// written leave it first.
  long datasetAccess(long cacheBytes) {
    long list = properties("H5P_CLS_DATASET_ACCESS_ID_g");
    run(H5.H5Pset, list, text("rdcc_nslots"), longs(521));
    run(H5.H5Pset, list, text("rdcc_nbytes"), longs(cacheBytes));
    run(H5.H5Pset, list, text("rdcc_w0"), longs(Double.doubleToRawLongBits(1)));
    return list;
  }

  DataException refused(String code, String problem) {
    return new DataException(code, where() + problem);
  }

  private MillraceException failure(H5 function) {
    String reason = library.lastError();
    return reason.contains("No space left on device") || reason.contains("Disk quota exceeded")
        ? new BudgetException(
            "disk.full",
            where()
                + "the disk is full; free some space and go on with --resume ("
                + function
                + ")")
        : new DataException("hdf5.failed", where() + function + ": " + reason);
  }

  private String where() {
    return object.isEmpty() ? file + ": " : file + " object " + object + ": ";
  }

  @Override
  public void close() {
    while (held > 0) {
      held--;
      library.invoke(closers[held], ids[held]);
    }
    arena.close();
    Library.LOCK.unlock();
  }
}
