package dev.millrace.pipelines.ariel;

import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.model.SideInput;
import dev.millrace.engine.model.SourceContext;
import java.util.Arrays;

/// `train.csv`: the true transit depth `(Rp/Rs)^2` of every planet and channel, where the folder
/// has it.
///
/// @param planets ascending
/// @param depths [planet][channel]
record Spectra(long[] planets, double[] depths) {
  private static final String KEY = "train.csv";
  private static final double[] NONE = {};

  /// Whether there is any truth at all.
  boolean isEmpty() {
    return planets.length == 0;
  }

  /// @return [channel] mean over the planets
  double[] mean() {
    int channels = depths.length / planets.length;
    double[] mean = new double[channels];
    for (int i = 0; i < depths.length; i++) {
      mean[i % channels] += depths[i] / planets.length;
    }
    return mean;
  }

  /// @return [channel] standard deviation over the planets; a tenth of the mean at the least
  double[] spread() {
    double[] mean = mean();
    double[] spread = new double[mean.length];
    for (int i = 0; i < depths.length; i++) {
      double off = depths[i] - mean[i % mean.length];
      spread[i % mean.length] += off * off / planets.length;
    }
    for (int channel = 0; channel < spread.length; channel++) {
      spread[channel] = Math.max(Math.sqrt(spread[channel]), 0.1 * mean[channel]);
    }
    return spread;
  }

  /// @return [channel] in the order of [Wavelengths]; empty when the planet is not in the file
  double[] of(long planet) {
    int row = Arrays.binarySearch(planets, planet);
    int channels = planets.length == 0 ? 0 : depths.length / planets.length;
    return row < 0 ? NONE : Arrays.copyOfRange(depths, row * channels, (row + 1) * channels);
  }

  /// @param asPandas reads the numbers as the reference program does, see [PandasFloat]
  record Side(boolean asPandas) implements SideInput<Spectra> {
    @Override
    public Spectra load(SourceContext context) {
      if (!context.input().exists(KEY)) {
        return new Spectra(new long[0], NONE);
      }
      NumberTable table =
          asPandas
              ? NumberTable.parse(KEY, NumberTable.text(context.input(), KEY), PandasFloat::parse)
              : NumberTable.read(context.input(), KEY);
      int id = table.column("planet_id");
      if (id != 0 || table.columns() < 2) {
        throw new DataException(
            "ariel.spectra", "\"" + KEY + "\" must start with planet_id, followed by depths");
      }
      int[] order = PlanetRows.sorted(table);
      long[] planets = new long[order.length];
      int channels = table.columns() - 1;
      double[] depths = new double[order.length * channels];
      for (int i = 0; i < order.length; i++) {
        planets[i] = table.id(order[i], 0);
        System.arraycopy(table.row(order[i], 1), 0, depths, i * channels, channels);
      }
      return new Spectra(planets, depths);
    }

    @Override
    public long bytes(Spectra value) {
      return 64 + 8L * (value.planets.length + value.depths.length);
    }
  }
}
