package dev.millrace.pipelines.ariel;

/// Decimal text to double as pandas' default reader does it (`float_precision=None`, its C function
/// `precise_xstrtod`): the first 17 digits are collected in a double, which is then multiplied or
/// divided once by a power of ten. Often one unit in the last place off the nearest double, so a
/// table that must equal the reference's bit for bit is read this way.
final class PandasFloat {
  private static final int MOST_DIGITS = 17;
  private static final int MOST_EXPONENT = 308;
  private static final double[] POWERS = new double[MOST_EXPONENT + 1];

  static {
    for (int i = 0; i <= MOST_EXPONENT; i++) {
      POWERS[i] = Double.parseDouble("1e" + i);
    }
  }

  private PandasFloat() {}

  /// @param text a decimal number, without blanks
  /// @throws NumberFormatException when it is not one
  static double parse(String text) {
    Double.parseDouble(text);
    boolean negative = text.startsWith("-");
    int at = negative || text.startsWith("+") ? 1 : 0;
    char first = text.charAt(at);
    if (first != '.' && !Character.isDigit(first)) {
      return Double.parseDouble(text);
    }
    double number = 0;
    int digits = 0;
    int exponent = 0;
    boolean fraction = false;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '.') {
        fraction = true;
      } else if (c < '0' || c > '9') {
        break;
      } else if (digits < MOST_DIGITS) {
        number = number * 10 + (c - '0');
        digits++;
        exponent -= fraction ? 1 : 0;
      } else {
        exponent += fraction ? 0 : 1;
      }
    }
    if (at < text.length()) {
      exponent += Integer.parseInt(text.substring(at + 1));
    }
    double value = scale(number, exponent);
    return negative ? -value : value;
  }

  private static double scale(double number, int exponent) {
    if (exponent > MOST_EXPONENT) {
      return Double.POSITIVE_INFINITY;
    }
    if (exponent > 0) {
      return number * POWERS[exponent];
    }
    return exponent < -MOST_EXPONENT ? 0 : number / POWERS[-exponent];
  }
}
