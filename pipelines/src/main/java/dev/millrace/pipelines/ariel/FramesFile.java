package dev.millrace.pipelines.ariel;

import dev.millrace.engine.io.OutputFile;
import dev.millrace.engine.model.ProductWriter;
import dev.millrace.engine.model.Sink;
import dev.millrace.engine.model.SinkContext;
import dev.millrace.engine.model.WorkingSet;
import dev.millrace.formats.hdf5.DatasetSpec;
import dev.millrace.formats.hdf5.DatasetWriter;
import dev.millrace.formats.hdf5.Hdf5Types;
import dev.millrace.formats.hdf5.Hdf5Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Corrected frames in the layout of the reference package's version 1.1: a group for every planet
/// with `AIRS-CH0_signal` and `FGS1_signal`, [exposure][row][column] e-. Masked pixels are NaN.
///
/// @param compress gzip level 9
/// @param pairs whether an exposure is two reads; twice as many come otherwise
record FramesFile(String name, boolean compress, boolean pairs) implements Sink<FrameRow> {
  private static final int DEFLATE = 9;

  /// Exposures in a compressed chunk, which is one detector row wide.
  private static final int CHUNK_EXPOSURES = 128;

  @Override
  public ProductWriter<FrameRow> open(SinkContext context) {
    return new Writer(context.output().create(name), compress);
  }

  @Override
  public WorkingSet workingSet() {
    return new WorkingSet((pairs ? 20L : 40L) << 20, 8L << 20);
  }

  private static final class Writer implements ProductWriter<FrameRow> {
    private final OutputFile output;
    private final Hdf5Writer file;
    private final boolean compress;
    private final Map<Detector, Figures> ratios = new LinkedHashMap<>();
    private @Nullable DatasetWriter<double[]> dataset;
    private long planets;
    private long maskedPixels;
    private double brightest;
    private double ratio;

    Writer(OutputFile output, boolean compress) {
      this.output = output;
      this.file = Hdf5Writer.create(output);
      this.compress = compress;
    }

    /// Rows come in order: those of AIRS-CH0, then those of FGS1, of one planet after the other.
    @Override
    public void write(FrameRow row) {
      DatasetWriter<double[]> into = dataset;
      if (row.row() == 0 || into == null) {
        into = start(row);
      }
      into.write(
          row.values(),
          new long[] {0, row.row(), 0},
          new long[] {row.exposures(), 1, row.columns()});
      maskedPixels += row.maskedPixels();
      if (row.secondLight() > brightest && row.firstLight() > 0) {
        brightest = row.secondLight();
        ratio = row.secondLight() / row.firstLight();
      }
      if (row.row() == row.detector().rows() - 1) {
        into.close();
        dataset = null;
        ratios.computeIfAbsent(row.detector(), detector -> new Figures()).add(ratio);
        planets += row.detector() == Detector.FGS1 ? 1 : 0;
      }
    }

    private DatasetWriter<double[]> start(FrameRow row) {
      brightest = 0;
      ratio = Double.NaN;
      int rows = row.detector().rows();
      DatasetSpec<double[]> spec =
          DatasetSpec.of(Hdf5Types.FLOAT64, row.exposures(), rows, row.columns());
      if (compress) {
        int some = Math.min(CHUNK_EXPOSURES, row.exposures());
        spec = spec.chunked(some, 1, row.columns()).deflated(DEFLATE);
      }
      DatasetWriter<double[]> started =
          file.root()
              .group(Long.toString(row.planet()))
              .dataset(row.detector().title() + "_signal", spec);
      dataset = started;
      return started;
    }

    @Override
    public Map<String, Object> finish() {
      file.close();
      output.complete();
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("planets", planets);
      figures.put("visits", planets);
      figures.put("pixels_masked", maskedPixels);
      ratios.forEach((detector, values) ->
          values.putMedian(figures, detector == Detector.AIRS_CH0 ? "ratio_airs" : "ratio_fgs"));
      return figures;
    }

    @Override
    public void close() {
      file.close();
      output.close();
    }
  }
}
