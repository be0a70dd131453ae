package dev.millrace.pipelines.ariel.simulate;

import dev.millrace.engine.io.OutputDirectory;
import dev.millrace.engine.io.OutputFile;
import dev.millrace.engine.memory.Scratch;
import dev.millrace.formats.parquet.ParquetWriter;
import dev.millrace.formats.parquet.ParquetWriterCodec;
import dev.millrace.formats.parquet.ParquetWriterColumn;
import dev.millrace.formats.parquet.ParquetWriterOptions;
import dev.millrace.formats.parquet.ParquetWriterType;
import java.util.ArrayList;
import java.util.List;

/// Writes the five maps of a detector, one column of the file for one of the detector.
final class CalibrationFiles {
  private final OutputDirectory directory;
  private final String folder;
  private final DetectorMaps maps;
  private final Scratch scratch;
  private final int rows;
  private final int columns;

  CalibrationFiles(OutputDirectory directory, String folder, DetectorMaps maps, Scratch scratch) {
    this.directory = directory;
    this.folder = folder;
    this.maps = maps;
    this.scratch = scratch;
    this.rows = maps.instrument().rows();
    this.columns = maps.instrument().columns();
  }

  void write() {
    write("dark", maps.dark(), rows);
    write("flat", maps.flat(), rows);
    write("read", maps.read(), rows);
    write("linear_corr", maps.linearity(), PixelModel.TERMS * rows);
    writeDead();
  }

  /// @param values `[line][column]`, C order; the powers of the linearity are below one another
  private void write(String name, double[] values, int lines) {
    double[] column = scratch.doubles("ariel.mapColumn", PixelModel.TERMS * rows);
    try (OutputFile file = directory.create(folder + "/" + name + ".parquet");
        ParquetWriter writer = writer(file, ParquetWriterType.DOUBLE)) {
      writer.startRowGroup(lines);
      for (int c = 0; c < columns; c++) {
        for (int line = 0; line < lines; line++) {
          column[line] = values[line * columns + c];
        }
        writer.float64(column);
      }
      writer.finish();
      file.complete();
    }
  }

  private void writeDead() {
    boolean[] column = new boolean[rows];
    try (OutputFile file = directory.create(folder + "/dead.parquet");
        ParquetWriter writer = writer(file, ParquetWriterType.BOOLEAN)) {
      writer.startRowGroup(rows);
      for (int c = 0; c < columns; c++) {
        for (int row = 0; row < rows; row++) {
          column[row] = maps.dead()[row * columns + c];
        }
        writer.booleans(column);
      }
      writer.finish();
      file.complete();
    }
  }

  private ParquetWriter writer(OutputFile file, ParquetWriterType type) {
    List<ParquetWriterColumn> schema = new ArrayList<>(columns);
    for (int column = 0; column < columns; column++) {
      schema.add(ParquetWriterColumn.optional("column_" + column, type));
    }
    return new ParquetWriter(
        file, schema, ParquetWriterOptions.of(ParquetWriterCodec.ZSTD), scratch);
  }
}
