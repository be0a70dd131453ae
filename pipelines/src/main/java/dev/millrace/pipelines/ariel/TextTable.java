package dev.millrace.pipelines.ariel;

import dev.millrace.engine.io.OutputDirectory;
import dev.millrace.engine.io.OutputFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A CSV product, written row by row.
final class TextTable implements AutoCloseable {
  private static final long TEN_DECIMALS = 10_000_000_000L;

  private final OutputFile file;
  private final StringBuilder row = new StringBuilder();

  /// @param header the first line
  TextTable(OutputDirectory output, String name, String header) {
    this.file = output.create(name);
    row.append(header);
    end();
  }

  TextTable add(String cell) {
    if (!row.isEmpty()) {
      row.append(',');
    }
    row.append(cell);
    return this;
  }

  TextTable add(long number) {
    return add(Long.toString(number));
  }

  /// Ten decimals: a hundredth of the ideal precision of a depth. Empty for NaN.
  TextTable addFixed(double number) {
    if (Double.isNaN(number)) {
      return add("");
    }
    long scaled = Math.round(Math.abs(number) * TEN_DECIMALS);
    String digits = Long.toString(scaled % TEN_DECIMALS + TEN_DECIMALS).substring(1);
    return add((number < 0 ? "-" : "") + scaled / TEN_DECIMALS + "." + digits);
  }

  /// Seven significant digits. Empty for NaN.
  TextTable add(double number) {
    return add(Double.isNaN(number) ? "" : Float.toString((float) number));
  }

  void end() {
    row.append('\n');
    file.write(ByteBuffer.wrap(row.toString().getBytes(StandardCharsets.UTF_8)));
    row.setLength(0);
  }

  void complete() {
    file.complete();
  }

  @Override
  public void close() {
    file.close();
  }
}
