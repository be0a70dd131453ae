package dev.millrace.formats.hdf5;

import dev.millrace.engine.errors.MillraceException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The open file behind a writer, its groups and its datasets.
final class WritableFile {
  private final String display;
  private final long id;
  private final List<DatasetWriter<?>> open = new ArrayList<>();
  private boolean closed;

  WritableFile(String display, long id) {
    this.display = display;
    this.id = id;
  }

  /// @throws IllegalStateException when the file is closed
  Call call(String object) {
    if (closed) {
      throw new IllegalStateException(display + " is closed; wanted " + object);
    }
    return new Call(display, object);
  }

  long id() {
    return id;
  }

  void opened(DatasetWriter<?> dataset) {
    open.add(dataset);
  }

  void closed(DatasetWriter<?> dataset) {
    open.remove(dataset);
  }

  void flush() {
    open.forEach(DatasetWriter::writePending);
    try (Call call = call("")) {
      call.run(H5.H5Fflush, id, 1);
    }
  }

  void close() {
    if (closed) {
      return;
    }
    MillraceException failure = null;
    for (DatasetWriter<?> dataset : List.copyOf(open)) {
      failure = attempt(failure, dataset::close);
    }
    failure =
        attempt(
            failure,
            () -> {
              try (Call call = call("")) {
                call.run(H5.H5Fclose, id);
              }
            });
    closed = true;
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable MillraceException attempt(
      @Nullable MillraceException earlier, Runnable step) {
    try {
      step.run();
      return earlier;
    } catch (MillraceException e) {
      if (earlier == null) {
        return e;
      }
      earlier.addSuppressed(e);
      return earlier;
    }
  }
}
