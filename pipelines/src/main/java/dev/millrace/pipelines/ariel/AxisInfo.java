package dev.millrace.pipelines.ariel;

import dev.millrace.engine.memory.MemoryPool;
import dev.millrace.engine.memory.PooledScratch;
import dev.millrace.engine.model.SideInput;
import dev.millrace.engine.model.SourceContext;
import dev.millrace.formats.parquet.ParquetFile;
import java.util.Arrays;

/// `axis_info.parquet`: when frames were read and which wavelength a column sees.
///
/// @param airsHours [frame] time since the start of the visit
/// @param airsMicrometres [column] descending
/// @param airsIntegrationSeconds [frame] 0.1, 4.5, 0.1, ...
/// @param fgsHours [frame]
record AxisInfo(
    double[] airsHours,
    double[] airsMicrometres,
    double[] airsIntegrationSeconds,
    double[] fgsHours) {
  private static final String KEY = "axis_info.parquet";

  /// Frames of every visit as far as this file tells.
  int frames(Detector detector) {
    return detector == Detector.AIRS_CH0 ? airsHours.length : fgsHours.length;
  }

  record Side() implements SideInput<AxisInfo> {
    private static final long SCRATCH_BYTES = 64L << 20;

    @Override
    public AxisInfo load(SourceContext context) {
      MemoryPool pool = new MemoryPool(KEY, SCRATCH_BYTES);
      try (PooledScratch scratch = new PooledScratch(pool.open(KEY), pool.open(KEY));
          ParquetFile file = ParquetFile.open(context.input().open(KEY), scratch)) {
        return new AxisInfo(
            column(file, "AIRS-CH0-axis0-h"),
            column(file, "AIRS-CH0-axis2-um"),
            column(file, "AIRS-CH0-integration_time"),
            column(file, "FGS1-axis0-h"));
      }
    }

    @Override
    public long bytes(AxisInfo axis) {
      int values =
          axis.airsHours.length
              + axis.airsMicrometres.length
              + axis.airsIntegrationSeconds.length
              + axis.fgsHours.length;
      return 64 + (long) Double.BYTES * values;
    }

    /// The values that are not missing.
    private static double[] column(ParquetFile file, String name) {
      double[] values = new double[Math.toIntExact(file.rows())];
      file.readDoubles(file.columnIndex(name), values);
      int count = 0;
      for (double value : values) {
        if (!Double.isNaN(value)) {
          values[count++] = value;
        }
      }
      return Arrays.copyOf(values, count);
    }
  }
}
