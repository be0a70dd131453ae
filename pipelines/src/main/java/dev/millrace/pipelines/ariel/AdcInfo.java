package dev.millrace.pipelines.ariel;

import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.model.SideInput;
import dev.millrace.engine.model.SourceContext;

/// `adc_info.csv`: electrons are `adu / gain + offset`, the same for all planets.
///
/// @param airsGain ADU per electron
/// @param airsOffset electrons
/// @param fgsGain ADU per electron
/// @param fgsOffset electrons
record AdcInfo(double airsGain, double airsOffset, double fgsGain, double fgsOffset) {
  private static final String KEY = "adc_info.csv";

  double gain(Detector detector) {
    return detector == Detector.AIRS_CH0 ? airsGain : fgsGain;
  }

  double offset(Detector detector) {
    return detector == Detector.AIRS_CH0 ? airsOffset : fgsOffset;
  }

  record Side() implements SideInput<AdcInfo> {
    @Override
    public AdcInfo load(SourceContext context) {
      NumberTable table = NumberTable.read(context.input(), KEY);
      if (table.rows() != 1) {
        throw new DataException(
            "ariel.adc", "\"" + KEY + "\" has " + table.rows() + " rows of numbers; expected one");
      }
      return new AdcInfo(
          positive(table, "AIRS-CH0_adc_gain"),
          value(table, "AIRS-CH0_adc_offset"),
          positive(table, "FGS1_adc_gain"),
          value(table, "FGS1_adc_offset"));
    }

    @Override
    public long bytes(AdcInfo value) {
      return 48;
    }

    private static double positive(NumberTable table, String column) {
      double value = value(table, column);
      if (value <= 0) {
        throw new DataException(
            "ariel.adc",
            "\"" + KEY + "\" column \"" + column + "\": " + value + "; must be above 0");
      }
      return value;
    }

    private static double value(NumberTable table, String column) {
      double value = table.cell(0, table.column(column));
      if (!Double.isFinite(value)) {
        throw new DataException(
            "ariel.adc", "\"" + KEY + "\" column \"" + column + "\" is not a finite number");
      }
      return value;
    }
  }
}
