package dev.millrace.pipelines.ariel;

import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.io.InputFile;
import dev.millrace.engine.io.InputRoot;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// A small CSV file of numbers under one header line, as the competition's side tables are.
///
/// Strict: every line has as many cells as the header, every cell is a number, names are not
/// quoted. Blank lines at the end are ignored. An empty cell and `nan` are NaN.
///
/// @param key the file, for messages
/// @param cells [row][column]
record NumberTable(String key, List<String> header, double[] cells) {
  private static final long MOST_BYTES = 64L << 20;

  /// @throws DataException naming file and line where the file is not such a table
  static NumberTable read(InputRoot input, String key) {
    return parse(key, text(input, key), Double::parseDouble);
  }

  /// @param form turns a cell into a number, or throws [NumberFormatException]
  static NumberTable parse(String key, String text, ToDoubleFunction<String> form) {
    List<String> lines = text.lines().toList();
    int end = lines.size();
    while (end > 0 && lines.get(end - 1).isBlank()) {
      end--;
    }
    if (end == 0) {
      throw new DataException("csv.empty", "\"" + key + "\" is empty");
    }
    List<String> header = List.of(lines.getFirst().strip().split(",", -1));
    double[] cells = new double[(end - 1) * header.size()];
    for (int row = 0; row < end - 1; row++) {
      String[] parts = lines.get(row + 1).split(",", -1);
      if (parts.length != header.size()) {
        throw new DataException(
            "csv.cells",
            "\"%s\" line %d has %d cells, the header %d"
                .formatted(key, row + 2, parts.length, header.size()));
      }
      for (int column = 0; column < parts.length; column++) {
        String cell = parts[column].strip();
        cells[row * header.size() + column] = number(key, row + 2, header.get(column), cell, form);
      }
    }
    return new NumberTable(key, header, cells);
  }

  /// The whole of a small text file.
  static String text(InputRoot input, String key) {
    try (InputFile file = input.open(key)) {
      if (file.size() > MOST_BYTES) {
        throw new DataException(
            "csv.size", "\"" + key + "\" has " + file.size() + " bytes, at most " + MOST_BYTES);
      }
      byte[] bytes = new byte[(int) file.size()];
      file.read(0, ByteBuffer.wrap(bytes));
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  int rows() {
    return cells.length / header.size();
  }

  int columns() {
    return header.size();
  }

  double cell(int row, int column) {
    return cells[row * header.size() + column];
  }

  /// @throws DataException when there is no such column
  int column(String name) {
    int column = header.indexOf(name);
    if (column < 0) {
      throw new DataException(
          "csv.column", "\"" + key + "\" has no column \"" + name + "\" among " + header);
    }
    return column;
  }

  /// A whole number, which some files write as `1103775.0`.
  long id(int row, int column) {
    double id = cell(row, column);
    if (!(id >= 0 && id <= 1L << 53) || id != Math.rint(id)) {
      throw new DataException(
          "csv.id",
          "\"%s\" line %d: %s is no planet's number".formatted(key, row + 2, Double.toString(id)));
    }
    return (long) id;
  }

  /// Cells of one row from a column on.
  double[] row(int row, int firstColumn) {
    return Arrays.copyOfRange(cells, row * columns() + firstColumn, (row + 1) * columns());
  }

  private static double number(
      String key, int line, String column, String cell, ToDoubleFunction<String> form) {
    if (cell.isEmpty() || cell.equalsIgnoreCase("nan")) {
      return Double.NaN;
    }
    try {
      return form.applyAsDouble(cell);
    } catch (NumberFormatException e) {
      throw new DataException(
          "csv.number",
          "\"%s\" line %d column \"%s\": \"%s\" is no number".formatted(key, line, column, cell),
          e);
    }
  }
}
