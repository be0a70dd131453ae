package dev.millrace.pipelines.ariel;

import dev.millrace.engine.io.OutputFile;
import dev.millrace.engine.memory.Scratch;
import dev.millrace.engine.model.ProductWriter;
import dev.millrace.engine.model.Sink;
import dev.millrace.engine.model.SinkContext;
import dev.millrace.engine.model.WorkingSet;
import dev.millrace.formats.hdf5.DatasetSpec;
import dev.millrace.formats.hdf5.DatasetWriter;
import dev.millrace.formats.hdf5.GroupWriter;
import dev.millrace.formats.hdf5.Hdf5Type;
import dev.millrace.formats.hdf5.Hdf5Types;
import dev.millrace.formats.hdf5.Hdf5Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/// The reference program's `train.h5`: a group for every planet with `signal` [exposure][channel],
/// `mask` [channel] and, where it is known, `spectrum` [channel].
///
/// @param compress gzip level 9
/// @param pairs whether an exposure is two reads; twice as many come otherwise
record TrainFile(String name, boolean compress, boolean pairs) implements Sink<CompatCurves> {
  private static final int BLOCK_BYTES = 512 << 10;
  private static final int DEFLATE = 9;
  private static final int CHUNK_ROWS = 512;

  @Override
  public ProductWriter<CompatCurves> open(SinkContext context) {
    return new Writer(context.output().create(name), context.scratch(), compress);
  }

  @Override
  public WorkingSet workingSet() {
    return new WorkingSet((pairs ? 16L : 32L) << 20, 8L << 20);
  }

  private static final class Writer implements ProductWriter<CompatCurves> {
    private final OutputFile output;
    private final Hdf5Writer file;
    private final Scratch scratch;
    private final boolean compress;
    private final Figures ratioAirs = new Figures();
    private final Figures ratioFgs = new Figures();
    private final Figures scatter = new Figures();
    private long planets;
    private long channelsLost;

    Writer(OutputFile output, Scratch scratch, boolean compress) {
      this.output = output;
      this.file = Hdf5Writer.create(output);
      this.scratch = scratch;
      this.compress = compress;
    }

    @Override
    public void write(CompatCurves curves) {
      GroupWriter group = file.root().group(Long.toString(curves.planet()));
      writeSignal(group, curves);
      write(group, "mask", Hdf5Types.BOOL, curves.mask(), curves.channels());
      if (curves.spectrum().length > 0) {
        write(group, "spectrum", Hdf5Types.FLOAT64, curves.spectrum(), curves.spectrum().length);
      }
      planets++;
      channelsLost += curves.quality().channelsLost();
      ratioAirs.add(curves.quality().ratioAirs());
      ratioFgs.add(curves.quality().ratioFgs());
      scatter.add(curves.quality().scatterOverPhoton());
    }

    /// Turns the table round, a block of exposures at a time.
    private void writeSignal(GroupWriter group, CompatCurves curves) {
      int channels = curves.channels();
      int exposures = curves.exposures();
      int rows = Math.clamp(BLOCK_BYTES / (Double.BYTES * channels), 1, exposures);
      double[] block = scratch.doubles("train.block", rows * channels);
      double[] signal = curves.signal();
      try (DatasetWriter<double[]> dataset =
          group.dataset("signal", spec(Hdf5Types.FLOAT64, exposures, channels))) {
        for (int from = 0; from < exposures; from += rows) {
          int some = Math.min(rows, exposures - from);
          for (int channel = 0; channel < channels; channel++) {
            int at = channel * exposures + from;
            for (int row = 0; row < some; row++) {
              block[row * channels + channel] = signal[at + row];
            }
          }
          dataset.append(block, some);
        }
      }
    }

    private <A> void write(GroupWriter group, String name, Hdf5Type<A> type, A values, int length) {
      try (DatasetWriter<A> dataset = group.dataset(name, spec(type, length))) {
        dataset.write(values);
      }
    }

    private <A> DatasetSpec<A> spec(Hdf5Type<A> type, long... dims) {
      DatasetSpec<A> spec = DatasetSpec.of(type, dims);
      if (!compress) {
        return spec;
      }
      long[] chunk = dims.clone();
      chunk[0] = Math.min(chunk[0], CHUNK_ROWS);
      return spec.chunked(chunk).deflated(DEFLATE);
    }

    @Override
    public Map<String, Object> finish() {
      file.close();
      output.complete();
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("planets", planets);
      figures.put("visits", planets);
      figures.put("channels_lost", channelsLost);
      ratioAirs.putMedian(figures, "ratio_airs");
      ratioFgs.putMedian(figures, "ratio_fgs");
      scatter.putMedian(figures, "scatter_vs_photon");
      return figures;
    }

    @Override
    public void close() {
      file.close();
      output.close();
    }
  }
}
