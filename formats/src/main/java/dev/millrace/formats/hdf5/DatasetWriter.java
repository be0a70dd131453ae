package dev.millrace.formats.hdf5;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A dataset being written, by boxes of elements or by rows at its end. Arrays are flat, C order.
/// Values pass through one fixed staging buffer, so a dataset of any size needs no more than
/// [DatasetSpec#memoryBytes]. One thread.
///
/// Rows appended to a chunked dataset are held back until they fill a row of chunks: every chunk is
/// then compressed and placed once, and the file's bytes do not depend on how many rows an append
/// has. (What is appended to two datasets in turn is placed in turn.)
public final class DatasetWriter<A> extends ObjectWriter implements AutoCloseable {
  private final DatasetSpec<A> spec;
  private final Hdf5Type<A> type;
  private final long id;
  private final long[] dims;
  private @Nullable Arena pendingArena;
  private MemorySegment pending = MemorySegment.NULL;
  private int pendingRows;
  private long nextRow;
  private boolean closed;

  private DatasetWriter(WritableFile file, String path, DatasetSpec<A> spec, long id) {
    super(file, path);
    this.spec = spec;
    this.type = spec.type();
    this.id = id;
    this.dims = spec.dims();
    this.nextRow = spec.isExtendible() ? dims[0] : 0;
  }

  static <A> DatasetWriter<A> create(WritableFile file, String path, DatasetSpec<A> spec) {
    try (Call call = file.call(path)) {
      long[] most = spec.dims();
      if (spec.isExtendible()) {
        most[0] = -1;
      }
      long access = spec.isChunked() ? call.datasetAccess(spec.cacheBytes()) : Library.DEFAULT;
      long space = call.space(spec.dims(), most);
      long id =
          call.run(
              H5.H5Dcreate2,
              file.id(),
              call.text(path),
              spec.type().open(call),
              space,
              0,
              spec.creation(call),
              access);
      DatasetWriter<A> dataset = new DatasetWriter<>(file, path, spec, id);
      file.opened(dataset);
      return dataset;
    }
  }

  /// Rows so far, with those that are still held back.
  public long rows() {
    return dims.length == 0 ? 1 : Math.max(dims[0], nextRow + pendingRows);
  }

  /// Writes the whole dataset.
  ///
  /// @throws IllegalArgumentException unless `values` has exactly as many elements
  public void write(A values) {
    writePending();
    long elements = Slab.product(dims, 0);
    if (type.length(values) != elements * type.width()) {
      throw new IllegalArgumentException(
          path
              + " has "
              + elements
              + " elements of "
              + type
              + ", got an array of "
              + type.length(values));
    }
    put(Slab.all(dims), values);
  }

  /// Writes a box of elements from the start of `values`, which may be longer.
  ///
  /// @throws IllegalArgumentException when the box is not within the dataset or `values` is short
  public void write(A values, long[] start, long[] count) {
    writePending();
    Slab slab = Slab.within(dims, start, count);
    requireElements(type.elementsIn(values), slab.elements());
    put(slab, values);
  }

  /// Writes a box of elements from their bytes, little-endian. Native memory is not copied.
  public void write(MemorySegment values, long[] start, long[] count) {
    writePending();
    Slab slab = Slab.within(dims, start, count);
    requireElements(elementsIn(values), slab.elements());
    put(slab, values);
  }

  /// Appends whole rows: all of `values`.
  public void append(A values) {
    long row = spec.rowElements() * type.width();
    if (row == 0 || type.length(values) % row != 0) {
      throw new IllegalArgumentException(
          path + " has rows of " + row + " values, got an array of " + type.length(values));
    }
    append(values, Math.toIntExact(type.length(values) / row));
  }

  /// Appends the first `rows` rows of `values`, which may be longer. In a dataset of fixed size
  /// they come after the rows appended before, from the first row on.
  public void append(A values, int rows) {
    requireElements(type.elementsIn(values), rows * spec.rowElements());
    requireRoom(rows);
    if (spec.pendingBytes() == 0) {
      long first = nextRow;
      advance(rows);
      put(Slab.rows(dims, first, rows), values);
      return;
    }
    int row = Math.toIntExact(spec.rowElements());
    try (Call call = file.call(path)) {
      hold(rows, (room, from, some) -> type.toNative(call, values, from * row, some * row, room));
    }
  }

  /// Appends rows from their bytes, little-endian.
  public void append(MemorySegment values, int rows) {
    requireElements(elementsIn(values), rows * spec.rowElements());
    requireRoom(rows);
    if (spec.pendingBytes() == 0) {
      long first = nextRow;
      advance(rows);
      put(Slab.rows(dims, first, rows), values);
      return;
    }
    long rowBytes = spec.rowElements() * type.bytes();
    hold(
        rows,
        (room, from, some) ->
            MemorySegment.copy(values, from * rowBytes, room, 0, some * rowBytes));
  }

  private interface RowSource {
    void copy(MemorySegment room, int firstRow, int rows);
  }

  /// Collects rows; each time they reach the end of a row of chunks, they are written.
  private void hold(int rows, RowSource source) {
    requireOpen();
    if (pendingArena == null) {
      pendingArena = Arena.ofShared();
      pending = pendingArena.allocate(Math.max(1, spec.pendingBytes()), 64);
    }
    long rowBytes = spec.rowElements() * type.bytes();
    long chunkRows = spec.chunk()[0];
    int done = 0;
    while (done < rows) {
      long room = chunkRows - (nextRow + pendingRows) % chunkRows;
      int some = (int) Math.min(rows - done, room);
      source.copy(pending.asSlice(pendingRows * rowBytes, some * rowBytes), done, some);
      pendingRows += some;
      done += some;
      if (some == room) {
        writePending();
      }
    }
  }

  /// Hands the rows held back to the library.
  void writePending() {
    requireOpen();
    if (pendingRows > 0) {
      int rows = pendingRows;
      long first = nextRow;
      pendingRows = 0;
      advance(rows);
      long bytes = rows * spec.rowElements() * type.bytes();
      transfer(Slab.rows(dims, first, rows), pending.asSlice(0, bytes));
    }
  }

  private void advance(int rows) {
    nextRow += rows;
    if (spec.isExtendible() && nextRow > dims[0]) {
      requireOpen();
      dims[0] = nextRow;
      try (Call call = file.call(path)) {
        call.run(H5.H5Dset_extent, id, call.longs(dims));
      }
    }
  }

  private void put(Slab slab, A values) {
    slab.forPieces(
        type.elementsPerStaging(),
        spec.chunk(),
        (piece, first, elements) -> {
          try (Call call = file.call(path)) {
            MemorySegment staging = call.library.staging;
            type.toNative(call, values, (int) first, elements, staging);
            transfer(call, piece, staging);
          }
        });
  }

  private void put(Slab slab, MemorySegment values) {
    if (values.isNative()) {
      transfer(slab, values);
      return;
    }
    slab.forPieces(
        type.elementsPerStaging(),
        spec.chunk(),
        (piece, first, elements) -> {
          try (Call call = file.call(path)) {
            MemorySegment staging = call.library.staging;
            long bytes = (long) elements * type.bytes();
            MemorySegment.copy(values, first * type.bytes(), staging, 0, bytes);
            transfer(call, piece, staging);
          }
        });
  }

  private void transfer(Slab slab, MemorySegment values) {
    if (slab.elements() > 0) {
      try (Call call = file.call(path)) {
        transfer(call, slab, values);
      }
    }
  }

  private void transfer(Call call, Slab slab, MemorySegment values) {
    long fileSpace = call.hold(H5.H5Sclose, H5.H5Dget_space, id);
    slab.select(call, fileSpace);
    long memory = slab.memory(call);
    call.run(H5.H5Dwrite, id, type.open(call), memory, fileSpace, 0, values.address());
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("dataset " + path + " is closed");
    }
  }

  private void requireRoom(int rows) {
    requireOpen();
    if (dims.length == 0 || rows < 0) {
      throw new IllegalArgumentException(path + " takes no " + rows + " rows");
    }
    long left = dims[0] - nextRow - pendingRows;
    if (!spec.isExtendible() && rows > left) {
      throw new IllegalArgumentException(
          path + " has room for " + left + " more of its " + dims[0] + " rows, got " + rows);
    }
  }

  private void requireElements(long given, long needed) {
    requireOpen();
    if (given < needed) {
      throw new IllegalArgumentException(
          path + " needs " + needed + " elements of " + type + ", got " + given);
    }
  }

  private long elementsIn(MemorySegment values) {
    if (!type.isPlain()) {
      throw new IllegalArgumentException(path + ": " + type + " is not written from bytes");
    }
    return values.byteSize() / type.bytes();
  }

  /// Writes what is held back and closes the dataset. May be called again.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    try {
      writePending();
    } finally {
      closed = true;
      file.closed(this);
      if (pendingArena != null) {
        pendingArena.close();
      }
      try (Call call = file.call(path)) {
        call.run(H5.H5Dclose, id);
      }
    }
  }
}
