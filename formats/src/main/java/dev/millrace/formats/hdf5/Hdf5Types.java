package dev.millrace.formats.hdf5;

/// The element types to write and to ask for.
public final class Hdf5Types {
  public static final Hdf5Type<double[]> FLOAT64 = NumberType.float64();
  public static final Hdf5Type<float[]> FLOAT32 = NumberType.float32();
  public static final Hdf5Type<byte[]> INT8 = NumberType.int8(true);
  public static final Hdf5Type<short[]> INT16 = NumberType.int16(true);
  public static final Hdf5Type<int[]> INT32 = NumberType.int32(true);
  public static final Hdf5Type<long[]> INT64 = NumberType.int64(true);
  public static final Hdf5Type<byte[]> UINT8 = NumberType.int8(false);
  public static final Hdf5Type<short[]> UINT16 = NumberType.int16(false);
  public static final Hdf5Type<int[]> UINT32 = NumberType.int32(false);
  public static final Hdf5Type<long[]> UINT64 = NumberType.int64(false);

  /// The type that h5py gives to NumPy's `bool`: an 8-bit enumeration FALSE = 0, TRUE = 1.
  public static final Hdf5Type<boolean[]> BOOL = new BooleanType();

  /// Variable-length UTF-8 text, as h5py writes `str`.
  public static final Hdf5Type<String[]> TEXT = TextType.variable();

  private Hdf5Types() {}

  /// UTF-8 text of at most `bytes` bytes, padded with zero bytes.
  public static Hdf5Type<String[]> text(int bytes) {
    return TextType.fixed(bytes);
  }

  /// ASCII text of at most `bytes` bytes, padded with zero bytes: how PyTables knows its pickled
  /// attributes.
  public static Hdf5Type<String[]> ascii(int bytes) {
    return TextType.ascii(bytes);
  }
}
