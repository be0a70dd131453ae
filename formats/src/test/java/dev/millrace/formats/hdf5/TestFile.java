package dev.millrace.formats.hdf5;

import dev.millrace.engine.io.InputFile;
import dev.millrace.engine.io.OutputFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// A file that a test names by its path, as the engine would hand it over.
record TestFile(Path path) implements InputFile, OutputFile {
  @Override
  public String key() {
    return String.valueOf(path.getFileName());
  }

  @Override
  public long size() {
    return 0;
  }

  @Override
  public void read(long position, ByteBuffer destination) {
    throw new UnsupportedOperationException("read by the library");
  }

  @Override
  public void write(ByteBuffer source) {
    throw new UnsupportedOperationException("written by the library");
  }

  @Override
  public void write(long position, ByteBuffer source) {
    throw new UnsupportedOperationException("written by the library");
  }

  @Override
  public long position() {
    return 0;
  }

  @Override
  public void complete() {}

  @Override
  public void close() {}

  Hdf5Writer writer() {
    return Hdf5Writer.create(this);
  }

  Hdf5Reader reader() {
    return Hdf5Reader.open(this);
  }
}
