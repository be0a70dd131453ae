package dev.millrace.pipelines.ariel;

import dev.millrace.engine.memory.Scratch;

/// The series of one pixel: read as the codes of a small table of distinct readings, calibrated in
/// the table, and looked up.
///
/// A pixel takes some thousand distinct readings in a hundred thousand reads. Gain, linearity, dark
/// and flat depend on the reading and on which of the two reads it is, so they are worked out once
/// for every distinct reading, in two tables, and an exposure is `second[code] - first[code]`. A
/// dictionary-encoded column brings its table along; for any other the table spans the readings
/// from least to greatest, one for the first and one for the second reads, which differ by the
/// light of an exposure.
///
/// Readings at the converter's ends become NaN and are found by [#damaged].
final class PixelSeries {
  private final Scratch scratch;
  private final RawSeries raw;
  private final int reads;
  private final double[] coefficients = new double[CalibrationFrames.POWERS];
  private final float[] exposures;
  private float[] first = new float[0];
  private float[] second = new float[0];
  private int firstBase;
  private int secondBase;
  private int damage;

  /// @param raw the reads to calibrate, an even number
  PixelSeries(Scratch scratch, RawSeries raw) {
    this.scratch = scratch;
    this.raw = raw;
    this.reads = raw.frames();
    this.exposures = scratch.floats("pixel.exposures", reads / 2);
  }

  /// Makes the calibrated exposures of the raw series.
  ///
  /// @return [exposure] e-, NaN where a read is at an end of the converter; overwritten by the next
  ///   pixel
  float[] calibrate(PixelModel model, int pixel, int saturationAdu) {
    damage = 0;
    model.linearity(pixel, coefficients);
    if (raw.hasTable()) {
      fillFromDictionary(model, pixel, saturationAdu);
    } else {
      fillFromRange(model, pixel, saturationAdu);
    }
    lookUp(raw.codes(), reads / 2, first, firstBase, second, secondBase, exposures);
    return exposures;
  }

  /// [Quality] bits of the readings met.
  int damage() {
    return damage;
  }

  /// The ratio of the linearised signal of second and first reads, over every eighth exposure: the
  /// ratio of the times since reset where calibration is right.
  double oddEvenRatio(PixelModel model, int pixel) {
    short[] codes = raw.codes();
    double dark = model.dark(pixel);
    double flat = model.flat(pixel);
    double early = 0;
    double late = 0;
    int n = 0;
    for (int k = 0; k < reads / 2; k += 8) {
      float a = first[(codes[2 * k] & 0xffff) - firstBase];
      float b = second[(codes[2 * k + 1] & 0xffff) - secondBase];
      if (!Float.isNaN(a) && !Float.isNaN(b)) {
        early += a;
        late += b;
        n++;
      }
    }
    double firstMean = n == 0 ? 0 : early / n * flat + dark * model.reads().firstSeconds();
    double secondMean = n == 0 ? 0 : late / n * flat + dark * model.reads().secondSeconds();
    return firstMean > 0 ? secondMean / firstMean : Double.NaN;
  }

  /// The hot loop: two table look-ups and a difference for every exposure.
  static void lookUp(
      short[] codes,
      int exposures,
      float[] first,
      int firstBase,
      float[] second,
      int secondBase,
      float[] result) {
    for (int k = 0; k < exposures; k++) {
      result[k] =
          second[(codes[2 * k + 1] & 0xffff) - secondBase]
              - first[(codes[2 * k] & 0xffff) - firstBase];
    }
  }

  private void fillFromDictionary(PixelModel model, int pixel, int saturationAdu) {
    int entries = raw.entries();
    short[] readings = raw.readings();
    firstBase = 0;
    secondBase = 0;
    first = scratch.floats("pixel.first", entries);
    second = scratch.floats("pixel.second", entries);
    PixelModel.Reads times = model.reads();
    double scale = 1 / model.flat(pixel);
    double firstDark = model.dark(pixel) * times.firstSeconds();
    double secondDark = model.dark(pixel) * times.secondSeconds();
    for (int i = 0; i < entries; i++) {
      double y = electrons((readings[i] & 0xffff) / times.gain() + times.offset());
      first[i] = (float) ((y - firstDark) * scale);
      second[i] = (float) ((y - secondDark) * scale);
    }
    for (int i = 0; i < entries; i++) {
      int damaged = damageOf(readings[i] & 0xffff, saturationAdu);
      if (damaged != 0) {
        damage |= damaged;
        first[i] = Float.NaN;
        second[i] = Float.NaN;
      }
    }
  }

  private void fillFromRange(PixelModel model, int pixel, int saturationAdu) {
    short[] codes = raw.codes();
    int firstLeast = 0xffff;
    int firstMost = 0;
    int secondLeast = 0xffff;
    int secondMost = 0;
    for (int k = 0; k < reads; k += 2) {
      int a = codes[k] & 0xffff;
      int b = codes[k + 1] & 0xffff;
      firstLeast = Math.min(firstLeast, a);
      firstMost = Math.max(firstMost, a);
      secondLeast = Math.min(secondLeast, b);
      secondMost = Math.max(secondMost, b);
    }
    firstBase = firstLeast;
    secondBase = secondLeast;
    PixelModel.Reads times = model.reads();
    first = scratch.floats("pixel.first", firstMost - firstLeast + 1);
    second = scratch.floats("pixel.second", secondMost - secondLeast + 1);
    fillSpan(first, firstLeast, firstMost, model, pixel, times.firstSeconds(), saturationAdu);
    fillSpan(second, secondLeast, secondMost, model, pixel, times.secondSeconds(), saturationAdu);
  }

  private void fillSpan(
      float[] table,
      int least,
      int most,
      PixelModel model,
      int pixel,
      double seconds,
      int saturationAdu) {
    PixelModel.Reads times = model.reads();
    double scale = 1 / model.flat(pixel);
    double dark = model.dark(pixel) * seconds;
    for (int adu = least; adu <= most; adu++) {
      double y = electrons(adu / times.gain() + times.offset());
      table[adu - least] = (float) ((y - dark) * scale);
    }
    if (least == 0) {
      damage |= Quality.AD_FLOOR;
      table[0] = Float.NaN;
    }
    for (int adu = Math.max(least, saturationAdu); adu <= most; adu++) {
      damage |= Quality.SATURATED;
      table[adu - least] = Float.NaN;
    }
  }

  private double electrons(double x) {
    double y = coefficients[5];
    y = y * x + coefficients[4];
    y = y * x + coefficients[3];
    y = y * x + coefficients[2];
    y = y * x + coefficients[1];
    return y * x + coefficients[0];
  }

  private static int damageOf(int adu, int saturationAdu) {
    if (adu >= saturationAdu) {
      return Quality.SATURATED;
    }
    return adu == 0 ? Quality.AD_FLOOR : 0;
  }
}
