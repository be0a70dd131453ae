package dev.millrace.pipelines.ariel;

import dev.millrace.engine.io.LocalInput;
import dev.millrace.engine.io.ReadRecorder;
import dev.millrace.formats.hdf5.DatasetReader;
import dev.millrace.formats.hdf5.Hdf5Reader;
import dev.millrace.formats.hdf5.Hdf5Type;
import dev.millrace.formats.hdf5.Hdf5Types;
import java.nio.file.Path;
import java.util.List;

/// Reads products in tests.
final class H5 implements AutoCloseable {
  private final Hdf5Reader reader;

  H5(Path file) {
    LocalInput input = new LocalInput(file.resolveSibling(""), new ReadRecorder());
    reader = Hdf5Reader.open(input.open(file.getFileName().toString()));
  }

  List<String> names(String group) {
    return reader.names(group);
  }

  double[] doubles(String path) {
    return read(path, Hdf5Types.FLOAT64);
  }

  boolean[] flags(String path) {
    return read(path, Hdf5Types.BOOL);
  }

  long[] dims(String path) {
    try (DatasetReader<double[]> dataset = reader.dataset(path, Hdf5Types.FLOAT64)) {
      return dataset.dims();
    }
  }

  private <A> A read(String path, Hdf5Type<A> type) {
    try (DatasetReader<A> dataset = reader.dataset(path, type)) {
      return dataset.read();
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
