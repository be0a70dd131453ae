package dev.millrace.engine.units;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON text of plain values: `Map` with string keys, `Iterable`, `String`, numbers, `Boolean` and
/// null. Keys keep their order. What [#parse] makes of printed text equals what was printed, with
/// integers as `Long`, other numbers as `Double`; NaN and infinities, which JSON lacks, become
/// null.
public final class Json {
  private static final int MAX_DEPTH = 256;
  private static final String HEX = "0123456789abcdef";

  private Json() {}

  /// Over several lines, two spaces a level: for documents that people read.
  ///
  /// @throws IllegalArgumentException when a value is of another type
  public static String print(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    append(text, value, 0);
    return text.toString();
  }

  /// On one line: for logs.
  public static String printLine(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    append(text, value, -1);
    return text.toString();
  }

  /// @throws IllegalArgumentException when the text is not one JSON value; names line and column
  public static @Nullable Object parse(String text) {
    Parser parser = new Parser(text);
    Object value = parser.value(0);
    parser.end();
    return value;
  }

  /// Reads a document whose top is an object.
  ///
  /// @throws IllegalArgumentException when it is not
  public static Map<String, @Nullable Object> parseObject(String text) {
    Parser parser = new Parser(text);
    Map<String, @Nullable Object> object = parser.object(0);
    parser.end();
    return object;
  }

  private static void append(StringBuilder text, @Nullable Object value, int depth) {
    switch (value) {
      case null -> text.append("null");
      case CharSequence string -> appendString(text, string);
      case Boolean bool -> text.append(bool);
      case Double number when !Double.isFinite(number) -> text.append("null");
      case Float number when !Float.isFinite(number) -> text.append("null");
      case Number number -> text.append(number);
      case Map<?, ?> map -> appendObject(text, map, depth);
      case Iterable<?> list -> appendArray(text, list, depth);
      default -> throw new IllegalArgumentException("no JSON for a " + value.getClass().getName());
    }
  }

  private static void appendObject(StringBuilder text, Map<?, ?> map, int depth) {
    int inner = depth < 0 ? depth : depth + 1;
    text.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw new IllegalArgumentException("a JSON key is a string, not " + entry.getKey());
      }
      text.append(first ? "" : ",");
      first = false;
      newLine(text, inner);
      appendString(text, key);
      text.append(depth < 0 ? ":" : ": ");
      append(text, entry.getValue(), inner);
    }
    if (!first) {
      newLine(text, depth);
    }
    text.append('}');
  }

  private static void appendArray(StringBuilder text, Iterable<?> list, int depth) {
    int inner = depth < 0 ? depth : depth + 1;
    text.append('[');
    boolean first = true;
    for (Object element : list) {
      text.append(first ? "" : ",");
      first = false;
      newLine(text, inner);
      append(text, element, inner);
    }
    if (!first) {
      newLine(text, depth);
    }
    text.append(']');
  }

  private static void newLine(StringBuilder text, int depth) {
    if (depth >= 0) {
      text.append('\n').repeat("  ", depth);
    }
  }

  private static void appendString(StringBuilder text, CharSequence string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ' || c == 0x7f || loneSurrogate(string, i)) {
            appendEscape(text, c);
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  private static void appendEscape(StringBuilder text, char c) {
    text.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      text.append(HEX.charAt((c >> shift) & 15));
    }
  }

  /// A half of a pair on its own has no UTF-8 form.
  private static boolean loneSurrogate(CharSequence string, int at) {
    char c = string.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == string.length() || !Character.isLowSurrogate(string.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(string.charAt(at - 1)));
  }

  /// Recursive descent over the text; strict RFC 8259, and a key may not come twice.
  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    @Nullable Object value(int depth) {
      if (depth > MAX_DEPTH) {
        throw wrong("nested deeper than " + MAX_DEPTH);
      }
      skipSpace();
      char c = peek();
      return switch (c) {
        case '{' -> object(depth);
        case '[' -> array(depth);
        case '"' -> string();
        case 't' -> word("true", true);
        case 'f' -> word("false", false);
        case 'n' -> word("null", null);
        default -> number();
      };
    }

    Map<String, @Nullable Object> object(int depth) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      expect('{');
      if (!taken('}')) {
        do {
          skipSpace();
          String key = string();
          if (map.containsKey(key)) {
            throw wrong("key \"" + key + "\" comes twice");
          }
          expect(':');
          map.put(key, value(depth + 1));
        } while (taken(','));
        expect('}');
      }
      return map;
    }

    private List<@Nullable Object> array(int depth) {
      List<@Nullable Object> list = new ArrayList<>();
      expect('[');
      if (!taken(']')) {
        do {
          list.add(value(depth + 1));
        } while (taken(','));
        expect(']');
      }
      return list;
    }

    private String string() {
      if (peek() != '"') {
        throw wrong("expected a string");
      }
      at++;
      StringBuilder string = new StringBuilder();
      for (char c = peek(); c != '"'; c = peek()) {
        at++;
        if (c < ' ') {
          throw wrong("a control character in a string");
        }
        string.append(c == '\\' ? escaped() : c);
      }
      at++;
      return string.toString();
    }

    private char escaped() {
      char c = peek();
      at++;
      return switch (c) {
        case '"', '\\', '/' -> c;
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        case 'u' -> unicode();
        default -> throw wrong("\\" + c + " is no escape");
      };
    }

    private char unicode() {
      int code = 0;
      for (int i = 0; i < 4; i++, at++) {
        int digit = Character.digit(peek(), 16);
        if (digit < 0) {
          throw wrong("\\u needs four hexadecimal digits");
        }
        code = code << 4 | digit;
      }
      return (char) code;
    }

    private Object number() {
      int start = at;
      taken("-");
      if (!taken("0")) {
        digits();
      }
      boolean whole = true;
      if (taken(".")) {
        whole = false;
        digits();
      }
      if (taken("eE")) {
        whole = false;
        taken("+-");
        digits();
      }
      String number = text.substring(start, at);
      if (whole && number.length() <= 20 && !number.equals("-0")) {
        try {
          return Long.valueOf(number);
        } catch (NumberFormatException _) {
          return Double.valueOf(number); // more than 63 bits
        }
      }
      return Double.valueOf(number);
    }

    private void digits() {
      int start = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      if (at == start) {
        throw wrong("expected a value");
      }
    }

    private <T extends @Nullable Object> T word(String word, T value) {
      if (!text.startsWith(word, at)) {
        throw wrong("expected a value");
      }
      at += word.length();
      return value;
    }

    private boolean taken(String oneOf) {
      boolean is = at < text.length() && oneOf.indexOf(text.charAt(at)) >= 0;
      at += is ? 1 : 0;
      return is;
    }

    private boolean taken(char c) {
      skipSpace();
      boolean is = at < text.length() && text.charAt(at) == c;
      at += is ? 1 : 0;
      return is;
    }

    private void expect(char c) {
      if (!taken(c)) {
        throw wrong("expected " + c);
      }
    }

    private char peek() {
      if (at >= text.length()) {
        throw wrong("the text ends too early");
      }
      return text.charAt(at);
    }

    private void skipSpace() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    void end() {
      skipSpace();
      if (at < text.length()) {
        throw wrong("text after the end of the value");
      }
    }

    private IllegalArgumentException wrong(String what) {
      int line = 1;
      int column = 1;
      for (int i = 0; i < Math.min(at, text.length()); i++) {
        boolean newLine = text.charAt(i) == '\n';
        line += newLine ? 1 : 0;
        column = newLine ? 1 : column + 1;
      }
      return new IllegalArgumentException(
          "not JSON: line " + line + ", column " + column + ": " + what);
    }
  }
}
