package dev.millrace.pipelines.ariel.simulate;

import dev.millrace.engine.io.OutputFile;
import dev.millrace.engine.memory.Scratch;
import dev.millrace.formats.parquet.ParquetWriter;
import dev.millrace.formats.parquet.ParquetWriterColumn;
import dev.millrace.formats.parquet.ParquetWriterOptions;
import dev.millrace.formats.parquet.ParquetWriterType;
import java.util.ArrayList;
import java.util.List;

/// Writes the reads of one visit of one instrument.
final class SignalFile {
  /// Data numbers in memory when frames are laid out one after the other.
  private static final int BLOCK_NUMBERS = 1 << 22;

  private final ArielSimulation simulation;
  private final PixelSeries series;
  private final int pairs;
  private final Scratch scratch;

  /// @param pairs how many to write, from the first
  SignalFile(ArielSimulation simulation, PixelSeries series, int pairs, Scratch scratch) {
    this.simulation = simulation;
    this.series = series;
    this.pairs = pairs;
    this.scratch = scratch;
  }

  void write(OutputFile file) {
    boolean wide = simulation.layout() == ArielSimulation.Layout.WIDE;
    ParquetWriterOptions options =
        ParquetWriterOptions.of(simulation.codec())
            .withLevel(1)
            .withDictionary(simulation.encoding() == ArielSimulation.Encoding.DICTIONARY);
    try (ParquetWriter writer =
        new ParquetWriter(
            file,
            wide ? columns(series.instrument().pixels()) : List.of(column("0")),
            options,
            scratch)) {
      if (wide) {
        writeWide(writer);
      } else {
        writeNarrow(writer);
      }
      writer.finish();
    }
  }

  static List<ParquetWriterColumn> columns(int count) {
    List<ParquetWriterColumn> columns = new ArrayList<>(count);
    for (int column = 0; column < count; column++) {
      columns.add(column("column_" + column));
    }
    return columns;
  }

  private static ParquetWriterColumn column(String name) {
    return ParquetWriterColumn.optional(name, ParquetWriterType.UINT16);
  }

  private void writeWide(ParquetWriter writer) {
    int[] reads = scratch.ints("ariel.reads", PixelKernel.padded(pairs));
    short[] frames = scratch.shorts("ariel.frames", 2 * pairs);
    writer.startRowGroup(2 * pairs);
    for (int pixel = 0; pixel < series.instrument().pixels(); pixel++) {
      series.fill(pixel, 0, pairs, reads);
      for (int pair = 0; pair < pairs; pair++) {
        frames[2 * pair] = (short) reads[pair];
        frames[2 * pair + 1] = (short) (reads[pair] >>> 16);
      }
      writer.uint16(frames);
    }
  }

  /// Frames one after the other, as many at a time as fit a row group.
  private void writeNarrow(ParquetWriter writer) {
    int pixels = series.instrument().pixels();
    int step =
        Math.max(1, BLOCK_NUMBERS / (2 * pixels) / PixelKernel.PADDING) * PixelKernel.PADDING;
    int[] reads = scratch.ints("ariel.reads", step);
    short[] block = scratch.shorts("ariel.frames", 2 * pixels * Math.min(pairs, step));
    for (int first = 0; first < pairs; first += step) {
      int count = Math.min(step, pairs - first);
      for (int pixel = 0; pixel < pixels; pixel++) {
        series.fill(pixel, first, count, reads);
        for (int pair = 0; pair < count; pair++) {
          block[2 * pair * pixels + pixel] = (short) reads[pair];
          block[(2 * pair + 1) * pixels + pixel] = (short) (reads[pair] >>> 16);
        }
      }
      writer.startRowGroup(2 * count * pixels);
      writer.uint16(block);
    }
  }
}
