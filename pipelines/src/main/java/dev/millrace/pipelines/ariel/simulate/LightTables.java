package dev.millrace.pipelines.ariel.simulate;

import dev.millrace.engine.memory.Scratch;

/// The light of a visit as two factors, one a row and one a column of the detector: pixel (r, c)
/// gets `total(c) * rows[r][k] * columns[c][k]` electrons a second in pair k.
///
/// AIRS-CH0: rows hold the image profile, columns the light curve of their wavelength. FGS1: rows
/// and columns hold the profile, rows also the one light curve.
///
/// @param stride floats from one row, or column, to the next; pairs beyond the last are 0
final class LightTables {
  /// Electrons a second from the public sample's star, all FGS1 pixels together.
  private static final double FGS_ELECTRONS_PER_SECOND = 2_215_000;

  /// Where the images lie; AIRS-CH0 has a row only.
  private static final float AIRS_ROW = 15.53f;

  private static final float FGS_ROW = 15.05f;
  private static final float FGS_COLUMN = 15.25f;

  /// Logarithm of the electrons a 4.5 s exposure of column j: a cubic in (j - 180) / 180 between
  /// two roll-offs, each with its place and width in columns.
  private static final double[] SPECTRUM_CUBIC = {10.6573, 1.6065, 0.5478, -0.3104};

  private static final double RED_EDGE = 47.4;
  private static final double RED_WIDTH = 8.35;
  private static final double BLUE_EDGE = 324.0;
  private static final double BLUE_WIDTH = 7.4;

  private final Visit visit;
  private final Instrument instrument;
  private final int stride;
  private final float[] rows;
  private final float[] columns;
  private final float[] rowPeaks;
  private final float[] columnPeaks;

  LightTables(Visit visit, Instrument instrument, Scratch scratch) {
    this.visit = visit;
    this.instrument = instrument;
    stride = PixelKernel.padded(visit.pairs(instrument));
    rows = scratch.floats("ariel.rowLight", instrument.rows() * stride);
    columns = scratch.floats("ariel.columnLight", instrument.columns() * stride);
    float[] offsets = scratch.floats("ariel.offsets", visit.clockPairs());
    double[] distances = scratch.doubles("ariel.distances", stride);
    visit.distances(instrument, distances);
    PointSpread spread = new PointSpread();
    if (instrument == Instrument.AIRS) {
      visit.pointing(true, offsets);
      average(offsets, visit.pairs(instrument));
      profiles(spread, offsets, AIRS_ROW, instrument.rows(), rows);
      airsCurves(distances);
    } else {
      visit.pointing(false, offsets);
      profiles(spread, offsets, FGS_COLUMN, instrument.columns(), columns);
      visit.pointing(true, offsets);
      profiles(spread, offsets, FGS_ROW, instrument.rows(), rows);
      visit.frameFactors(offsets);
      fgsCurve(distances, offsets);
    }
    rowPeaks = peaks(rows, instrument.rows());
    columnPeaks = peaks(columns, instrument.columns());
  }

  int stride() {
    return stride;
  }

  float[] rows() {
    return rows;
  }

  float[] columns() {
    return columns;
  }

  /// Electrons a second that fall on a column (AIRS-CH0) or on the detector (FGS1).
  double total(int column) {
    double starTimes = visit.planet().brightness();
    return instrument == Instrument.AIRS
        ? starTimes * airsSpectrum(column) / instrument.exposureSeconds()
        : starTimes * FGS_ELECTRONS_PER_SECOND;
  }

  /// At least the largest product of the two factors.
  double peak(int row, int column) {
    return (double) rowPeaks[row] * columnPeaks[column];
  }

  private static double airsSpectrum(int column) {
    double u = (column - 180) / 180.0;
    double cubic =
        SPECTRUM_CUBIC[0]
            + u * (SPECTRUM_CUBIC[1] + u * (SPECTRUM_CUBIC[2] + u * SPECTRUM_CUBIC[3]));
    double red = 1 + StrictMath.exp((RED_EDGE - column) / RED_WIDTH);
    double blue = 1 + StrictMath.exp((column - BLUE_EDGE) / BLUE_WIDTH);
    return StrictMath.exp(cubic) / (red * blue);
  }

  /// Offsets of AIRS-CH0 pairs from those of the FGS1 pairs in them.
  private static void average(float[] offsets, int pairs) {
    for (int pair = 0; pair < pairs; pair++) {
      float sum = 0;
      for (int i = 0; i < ArielSimulation.FGS_PER_AIRS; i++) {
        sum += offsets[pair * ArielSimulation.FGS_PER_AIRS + i];
      }
      offsets[pair] = sum / ArielSimulation.FGS_PER_AIRS;
    }
  }

  private void profiles(
      PointSpread spread, float[] offsets, float centre, int lines, float[] table) {
    int pairs = visit.pairs(instrument);
    for (int line = 0; line < lines; line++) {
      int base = line * stride;
      for (int pair = 0; pair < pairs; pair++) {
        table[base + pair] = spread.share(line - centre - offsets[pair]);
      }
      clearPadding(table, base);
    }
  }

  private void airsCurves(double[] distances) {
    int pairs = visit.pairs(instrument);
    for (int column = 0; column < instrument.columns(); column++) {
      TransitCurve transit = visit.planet().transit(Instrument.columnMicrometres(column));
      int base = column * stride;
      for (int pair = 0; pair < pairs; pair++) {
        columns[base + pair] =
            (float) (transit.at(distances[pair]) * visit.driftAt(instrument, pair));
      }
      clearPadding(columns, base);
    }
  }

  private void fgsCurve(double[] distances, float[] frameFactors) {
    TransitCurve transit = visit.planet().transit(Instrument.FGS_MICROMETRES);
    int pairs = visit.pairs(instrument);
    for (int pair = 0; pair < pairs; pair++) {
      frameFactors[pair] *= (float) (transit.at(distances[pair]) * visit.driftAt(instrument, pair));
    }
    for (int row = 0; row < instrument.rows(); row++) {
      for (int pair = 0; pair < pairs; pair++) {
        rows[row * stride + pair] *= frameFactors[pair];
      }
    }
  }

  private void clearPadding(float[] table, int base) {
    for (int pair = visit.pairs(instrument); pair < stride; pair++) {
      table[base + pair] = 0;
    }
  }

  private float[] peaks(float[] table, int lines) {
    float[] peaks = new float[lines];
    for (int line = 0; line < lines; line++) {
      for (int pair = 0; pair < stride; pair++) {
        peaks[line] = Math.max(peaks[line], table[line * stride + pair]);
      }
    }
    return peaks;
  }
}
