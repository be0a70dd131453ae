package dev.millrace.pipelines.ariel;

import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.model.SideInput;
import dev.millrace.engine.model.SourceContext;

/// `wavelengths.csv`: the competition's channels, ascending in wavelength; channel 0 is FGS1.
///
/// @param micrometres [channel]
record Wavelengths(double[] micrometres) {
  private static final String KEY = "wavelengths.csv";

  int channels() {
    return micrometres.length;
  }

  record Side() implements SideInput<Wavelengths> {
    @Override
    public Wavelengths load(SourceContext context) {
      NumberTable table = NumberTable.read(context.input(), KEY);
      if (table.rows() != 1) {
        throw new DataException(
            "ariel.wavelengths",
            "\"" + KEY + "\" has " + table.rows() + " rows of numbers; expected one");
      }
      return new Wavelengths(table.row(0, 0));
    }

    @Override
    public long bytes(Wavelengths value) {
      return 32 + 8L * value.channels();
    }
  }
}
