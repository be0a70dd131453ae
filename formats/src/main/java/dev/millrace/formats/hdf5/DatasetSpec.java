package dev.millrace.formats.hdf5;

import java.util.Arrays;

/// What a dataset to be written looks like: element type, dimensions, storage. Contiguous and of
/// fixed size unless said otherwise. Immutable.
public final class DatasetSpec<A> {
  private static final long DEFAULT_CHUNK_BYTES = 256 << 10;
  private static final long LEAST_CACHE_BYTES = 1 << 20;
  private static final long MOST_CACHE_BYTES = 8 << 20;
  private static final long MOST_PENDING_BYTES = 16 << 20;
  private static final long[] NONE = {};

  private final Hdf5Type<A> type;
  private final long[] dims;
  private final long[] chunk;
  private final boolean extendible;
  private final boolean shuffled;
  private final int deflate;

  private DatasetSpec(
      Hdf5Type<A> type,
      long[] dims,
      long[] chunk,
      boolean extendible,
      boolean shuffled,
      int deflate) {
    this.type = type;
    this.dims = dims;
    this.chunk = chunk;
    this.extendible = extendible;
    this.shuffled = shuffled;
    this.deflate = deflate;
  }

  /// Contiguous, of fixed size; no dimensions make a scalar.
  public static <A> DatasetSpec<A> of(Hdf5Type<A> type, long... dims) {
    for (long dim : dims) {
      if (dim < 0) {
        throw new IllegalArgumentException("dimensions " + Arrays.toString(dims));
      }
    }
    return new DatasetSpec<>(type, dims.clone(), NONE, false, false, 0);
  }

  /// Stored in chunks of these dimensions.
  public DatasetSpec<A> chunked(long... dimensions) {
    boolean fits = dimensions.length == dims.length && dims.length > 0;
    for (long dim : dimensions) {
      fits &= dim > 0;
    }
    if (!fits || Slab.product(dimensions, 0) * type.bytes() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "chunks of " + Arrays.toString(dimensions) + " for " + Arrays.toString(dims));
    }
    return new DatasetSpec<>(type, dims, dimensions.clone(), extendible, shuffled, deflate);
  }

  /// The first dimension grows as rows are appended; chunked, by whole rows of about 256 KiB unless
  /// said otherwise.
  public DatasetSpec<A> extendible() {
    return new DatasetSpec<>(type, dims, chunkOrDefault(), true, shuffled, deflate);
  }

  /// Compressed by zlib; chunked, as for [#extendible].
  ///
  /// @param level 1 (fast) to 9
  public DatasetSpec<A> deflated(int level) {
    if (level < 1 || level > 9) {
      throw new IllegalArgumentException("deflate level " + level + ", not 1 to 9");
    }
    return new DatasetSpec<>(type, dims, chunkOrDefault(), extendible, shuffled, level);
  }

  /// Bytes of equal significance are put together before they are compressed.
  public DatasetSpec<A> shuffled() {
    return new DatasetSpec<>(type, dims, chunkOrDefault(), extendible, true, deflate);
  }

  public Hdf5Type<A> type() {
    return type;
  }

  public long[] dims() {
    return dims.clone();
  }

  /// The most native memory that the dataset holds while it is open, beyond the library's fixed
  /// part: appended rows until they fill a row of chunks, and the library's chunk cache.
  public long memoryBytes() {
    return pendingBytes() + (isChunked() ? cacheBytes() : 0);
  }

  private long[] chunkOrDefault() {
    if (isChunked()) {
      return chunk;
    }
    if (dims.length == 0) {
      throw new IllegalArgumentException("a scalar has no chunks");
    }
    long[] whole = dims.clone();
    for (int axis = 0; axis < whole.length; axis++) {
      whole[axis] = Math.max(1, whole[axis]);
    }
    whole[0] = 1;
    for (int axis = 1; Slab.product(whole, 0) * type.bytes() > Integer.MAX_VALUE; axis++) {
      whole[axis] = 1;
    }
    whole[0] = Math.max(1, DEFAULT_CHUNK_BYTES / (Slab.product(whole, 0) * type.bytes()));
    return whole;
  }

  boolean isChunked() {
    return chunk.length > 0;
  }

  boolean isExtendible() {
    return extendible;
  }

  long[] chunk() {
    return chunk;
  }

  long rowElements() {
    return Slab.product(dims, 1);
  }

  /// Bytes of one row of chunks, across all other axes.
  private long chunkRowBytes() {
    return chunk[0] * rowElements() * type.bytes();
  }

  /// Room for appended rows: a row of chunks, 0 where appended rows are written at once.
  long pendingBytes() {
    return isChunked() && type.isPlain() && chunkRowBytes() <= MOST_PENDING_BYTES
        ? chunkRowBytes()
        : 0;
  }

  long cacheBytes() {
    return cacheBytes(chunkRowBytes(), Slab.product(chunk, 0) * type.bytes());
  }

  /// Enough for a row of chunks within limits, and always for one chunk: a chunk that does not fit
  /// is compressed again on every access.
  static long cacheBytes(long chunkRowBytes, long chunkBytes) {
    long wanted = Math.clamp(chunkRowBytes, LEAST_CACHE_BYTES, MOST_CACHE_BYTES);
    return Math.max(wanted, chunkBytes);
  }

  /// The property list for creating such a dataset: no time stamps, so that equal content is equal
  /// bytes.
  long creation(Call call) {
    long list = call.properties("H5P_CLS_DATASET_CREATE_ID_g");
    call.run(H5.H5Pset_obj_track_times, list, 0);
    if (isChunked()) {
      call.run(H5.H5Pset_chunk, list, chunk.length, call.longs(chunk));
    }
    if (shuffled) {
      call.run(H5.H5Pset_shuffle, list);
    }
    if (deflate > 0) {
      call.run(H5.H5Pset_deflate, list, deflate);
    }
    return list;
  }
}
