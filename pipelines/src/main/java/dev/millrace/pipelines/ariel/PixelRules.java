package dev.millrace.pipelines.ariel;

import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.model.StageContext;
import java.util.Optional;

/// How reads become electrons in sound mode.
///
/// @param gain ADU per electron; that of `adc_info.csv` if not given
/// @param offset electrons; that of `adc_info.csv` if not given
/// @param hotFactor multiples of the detector's median pixel noise from which a pixel is hot
/// @param saturationAdu reads from here on count as saturated, ADU
/// @param cosmicSigma deviation that makes an AIRS exposure a cosmic ray; 0 looks for none
/// @param airsFrames frames that the AIRS file must have, if given
/// @param fgsFrames frames that the FGS1 file must have, if given
record PixelRules(
    Optional<Double> gain,
    Optional<Double> offset,
    double hotFactor,
    int saturationAdu,
    double cosmicSigma,
    Optional<Integer> airsFrames,
    Optional<Integer> fgsFrames) {

  /// FGS1 exposures are short, so jitter moves more light between its pixels than most rays bring.
  private static final double FGS_COSMIC_FACTOR = 1.5;

  static PixelRules of(ArielOptions options) {
    ArielOptions.Calibration chosen = options.calibration();
    return new PixelRules(
        chosen.gain(),
        chosen.offset(),
        chosen.hotNoise(),
        chosen.saturation(),
        chosen.cosmicRaySigma(),
        options.selection().airsFrames(),
        options.selection().fgsFrames());
  }

  double cosmicSigma(Detector detector) {
    return detector == Detector.FGS1 ? FGS_COSMIC_FACTOR * cosmicSigma : cosmicSigma;
  }

  PixelModel model(StageContext context, Visit visit, Detector detector) {
    AdcInfo adc = context.side(new AdcInfo.Side());
    PixelModel.Reads reads =
        new PixelModel.Reads(
            gain.orElse(adc.gain(detector)),
            offset.orElse(adc.offset(detector)),
            detector.firstReadSeconds(),
            detector.firstReadSeconds() + detector.exposureSeconds());
    return new PixelModel(CalibrationFrames.read(context, visit, detector), reads, hotFactor);
  }

  /// @param wanted the pixels that will be read, in that order
  /// @throws DataException when the file is not what it should be, or ends in half an exposure
  RawSignal open(StageContext context, Visit visit, Detector detector, int[] wanted) {
    Optional<Integer> frames = detector == Detector.AIRS_CH0 ? airsFrames : fgsFrames;
    RawSignal signal = RawSignal.open(context, visit, detector, frames);
    signal.expect(wanted);
    int found = signal.frames();
    if (found % 2 != 0) {
      signal.close();
      throw new DataException(
          "ariel.frames",
          "\"%s\" has %d frames; an exposure is two reads, so the number must be even"
              .formatted(visit.signalKey(detector), found));
    }
    return signal;
  }
}
