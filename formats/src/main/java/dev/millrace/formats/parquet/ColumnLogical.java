package dev.millrace.formats.parquet;

/// What the stored values of a Parquet column mean.
public enum ColumnLogical {
  /// No annotation: the values are what their [ColumnType] says.
  NONE(0),
  STRING(1),
  ENUM(2),
  JSON(3),
  BSON(4),
  UUID(5),
  FLOAT16(6),
  INT_8(7),
  INT_16(8),
  INT_32(9),
  INT_64(10),
  UINT_8(11),
  UINT_16(12),
  UINT_32(13),
  UINT_64(14),
  /// Days since 1970-01-01.
  DATE(15),
  TIME_MILLIS(16),
  TIME_MICROS(17),
  TIME_NANOS(18),
  /// Milliseconds since 1970-01-01T00:00.
  TIMESTAMP_MILLIS(19),
  /// Microseconds since 1970-01-01T00:00.
  TIMESTAMP_MICROS(20),
  /// Nanoseconds since 1970-01-01T00:00.
  TIMESTAMP_NANOS(21),
  /// The unscaled integer; the value is that divided by 10 to the power
  /// [ColumnSchema#decimalScale()].
  DECIMAL(22),
  INTERVAL(23),
  /// Annotated with something this reader does not know; the stored values are still readable.
  OTHER(24);

  private static final ColumnLogical[] BY_CONVERTED_TYPE = {
    STRING,
    OTHER,
    OTHER,
    OTHER,
    ENUM,
    DECIMAL,
    DATE,
    TIME_MILLIS,
    TIME_MICROS,
    TIMESTAMP_MILLIS,
    TIMESTAMP_MICROS,
    UINT_8,
    UINT_16,
    UINT_32,
    UINT_64,
    INT_8,
    INT_16,
    INT_32,
    INT_64,
    JSON,
    BSON,
    INTERVAL
  };

  private static final ColumnLogical[] BY_CODE = values();

  private final int code;

  ColumnLogical(int code) {
    this.code = code;
  }

  /// @return whether every value fits 16 bits, and so may be read as shorts
  public boolean fitsShort() {
    return this == INT_8 || this == INT_16 || this == UINT_8 || this == UINT_16;
  }

  /// @return whether the stored integer is to be read as an unsigned one
  public boolean unsigned() {
    return this == UINT_8 || this == UINT_16 || this == UINT_32 || this == UINT_64;
  }

  static ColumnLogical ofConvertedType(int code) {
    return code >= 0 && code < BY_CONVERTED_TYPE.length ? BY_CONVERTED_TYPE[code] : OTHER;
  }

  static ColumnLogical ofInteger(int bitWidth, boolean signed) {
    return switch (bitWidth) {
      case 8 -> signed ? INT_8 : UINT_8;
      case 16 -> signed ? INT_16 : UINT_16;
      case 32 -> signed ? INT_32 : UINT_32;
      case 64 -> signed ? INT_64 : UINT_64;
      default -> OTHER;
    };
  }

  /// @return the position among the constants, to pack and unpack
  int code() {
    return code;
  }

  static ColumnLogical ofCode(int code) {
    return BY_CODE[code];
  }
}
