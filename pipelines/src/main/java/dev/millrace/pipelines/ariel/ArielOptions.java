package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.Option;
import java.util.List;
import java.util.Optional;

/// What a user may choose about the Ariel pipeline. Options of one mode only say so.
public record ArielOptions(
    @Option(
            value =
                "compat repeats the reference program bit for bit, sound is scientifically right",
            byDefault = "sound")
        Mode mode,
    @Option("Input") Selection selection,
    @Option("Calibration") Calibration calibration,
    @Option("Extraction") Extraction extraction,
    @Option("Light curves") Curves curves,
    @Option("Product") Output output) {

  /// Whose numbers are wanted.
  public enum Mode {
    COMPAT,
    SOUND
  }

  /// Which half of the competition's folder; only `train` comes with depths.
  public enum Split {
    TRAIN,
    TEST;

    String folder() {
      return this == TRAIN ? "train" : "test";
    }
  }

  /// Which visits of a planet.
  public enum Visited {
    ALL,
    FIRST
  }

  /// What a light curve is divided by.
  public enum Normalisation {
    /// Nothing: electrons per exposure.
    NONE,
    /// The median outside the transit.
    OUT_OF_TRANSIT
  }

  /// What is written.
  public enum Product {
    /// Light curves by wavelength.
    CURVES,
    /// The calibrated frames of both detectors.
    FRAMES
  }

  public record Selection(
      @Option(value = "half of the competition's folder", byDefault = "train") Split split,
      @Option(
              "planets to work on: how many, or their ids, or a file in the input folder that lists"
                  + " ids; all if not given")
          List<String> planets,
      @Option(value = "sound: visits of a planet; compat takes the first", byDefault = "all")
          Visited visits,
      @Option(
              value = "frames that every AIRS-CH0 file must have; those it has if not given",
              unit = "frames",
              min = 2,
              max = 1_000_000)
          Optional<Integer> airsFrames,
      @Option(
              value = "frames that every FGS1 file must have; those it has if not given",
              unit = "frames",
              min = 2,
              max = 10_000_000)
          Optional<Integer> fgsFrames) {}

  public record Calibration(
      @Option(
              value = "first AIRS-CH0 column that is used",
              byDefault = "39",
              unit = "columns",
              min = 0,
              max = 355)
          int cutInf,
      @Option(
              value = "AIRS-CH0 column after the last that is used",
              byDefault = "321",
              unit = "columns",
              min = 1,
              max = 356)
          int cutSup,
      @Option(
              value =
                  "ADU per electron; if not given compat takes 0.4369 and sound reads adc_info.csv",
              unit = "ADU/e-",
              min = 1e-6,
              max = 1e6)
          Optional<Double> gain,
      @Option(
              value =
                  "electrons added; if not given compat takes -1000 and sound reads adc_info.csv",
              unit = "e-")
          Optional<Double> offset,
      @Option(value = "turn ADU into electrons", byDefault = "true") boolean adcConversion,
      @Option(value = "leave dead and hot pixels out", byDefault = "true") boolean masking,
      @Option(value = "undo the detectors' non-linearity", byDefault = "true")
          boolean linearityCorrection,
      @Option(value = "subtract the dark current", byDefault = "true") boolean darkSubtraction,
      @Option(value = "subtract the first read of a pair from the second", byDefault = "true")
          boolean cdsSubtraction,
      @Option(value = "divide by the flat field", byDefault = "true") boolean flatFieldCorrection,
      @Option(
              value =
                  "sound: a pixel is hot when its dark and read noise in an exposure exceed so many"
                      + " times the detector's median",
              byDefault = "5",
              min = 0.01,
              max = 1000)
          double hotNoise,
      @Option(
              value = "sound: reads of so many ADU or more are saturated",
              byDefault = "65535",
              unit = "ADU",
              min = 1,
              max = 65535)
          int saturation,
      @Option(
              value =
                  "sound: an exposure so many sigma off its neighbours is a cosmic ray; 0: none is",
              byDefault = "5",
              unit = "sigma",
              min = 0,
              max = 100)
          double cosmicRaySigma) {

    public Calibration {
      if (cutInf >= cutSup) {
        throw new IllegalArgumentException(
            "--cut-inf " + cutInf + " and --cut-sup " + cutSup + " leave no column between them");
      }
    }

    /// AIRS-CH0 columns that are used.
    int channels() {
      return cutSup - cutInf;
    }
  }

  public record Extraction(
      @Option(
              value =
                  "compat: a row or column is kept when it has this share of the brightest one's"
                      + " light",
              byDefault = "0.75",
              unit = "share",
              min = 0,
              max = 1)
          double inclusionThreshold,
      @Option(
              "FGS1 exposures: bin averages 12, decimate keeps one of 12, full keeps all; sound bins"
                  + " and compat decimates if not given")
          Optional<FgsMode> fgs,
      @Option(value = "sound: how rows become one spectrum", byDefault = "profile")
          ApertureRule aperture,
      @Option(
              value =
                  "sound: a row belongs to the aperture when it has this share of the brightest"
                      + " row's white light",
              byDefault = "0.025",
              unit = "share",
              min = 0,
              max = 1)
          double apertureThreshold,
      @Option(value = "sound: first row of --aperture rows", byDefault = "10", min = 0, max = 31)
          int firstRow,
      @Option(value = "sound: last row of --aperture rows", byDefault = "21", min = 0, max = 31)
          int lastRow,
      @Option(
              value = "sound: side of the FGS1 square",
              byDefault = "12",
              unit = "pixels",
              min = 1,
              max = 32)
          int fgsSize,
      @Option(value = "sound: take out what follows the star's motion on FGS1", byDefault = "auto")
          JitterMode jitter) {

    public Extraction {
      if (firstRow > lastRow) {
        throw new IllegalArgumentException(
            "--first-row " + firstRow + " lies after --last-row " + lastRow);
      }
    }
  }

  public record Curves(
      @Option(value = "compat: moving average along time", byDefault = "true") boolean smooth,
      @Option(
              value = "compat: exposures in the moving average",
              byDefault = "200",
              unit = "exposures",
              min = 1,
              max = 1_000_000)
          int smoothingWindow,
      @Option(value = "sound: what light curves are divided by", byDefault = "none")
          Normalisation normalisation,
      @Option(
              value = "sound: order of the polynomial in time under the transit",
              byDefault = "2",
              min = 0,
              max = 4)
          int baselineOrder) {}

  public record Output(
      @Option(
              value = "curves: light curves by wavelength; frames: the corrected frames themselves",
              byDefault = "curves")
          Product product,
      @Option(value = "compress the product (gzip level 9)", byDefault = "false") boolean compress,
      @Option("name of the product; train.h5 for compat and curves.h5 for sound if not given")
          Optional<String> outputFilename) {}

  public ArielOptions {
    if (mode == Mode.COMPAT) {
      requireCompat(extraction, output);
    }
  }

  private static void requireCompat(Extraction extraction, Output output) {
    FgsMode sampling = extraction.fgs().orElse(FgsMode.DECIMATE);
    if (sampling == FgsMode.BIN) {
      throw new IllegalArgumentException(
          "--fgs bin is not what the reference program does; use --mode sound, or --fgs decimate");
    }
    if (sampling == FgsMode.FULL && output.product() == Product.CURVES) {
      throw new IllegalArgumentException(
          "--fgs full gives FGS1 12 times as many exposures as AIRS-CH0, which do not fit one table;"
              + " use --fgs decimate, --product frames or --mode sound");
    }
  }

  FgsMode fgsMode() {
    return extraction.fgs().orElse(mode == Mode.COMPAT ? FgsMode.DECIMATE : FgsMode.BIN);
  }

  String productName() {
    return output.outputFilename().orElse(mode == Mode.COMPAT ? "train.h5" : "curves.h5");
  }
}
