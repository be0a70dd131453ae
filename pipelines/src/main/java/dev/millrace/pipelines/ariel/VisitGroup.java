package dev.millrace.pipelines.ariel;

import dev.millrace.formats.hdf5.DatasetSpec;
import dev.millrace.formats.hdf5.DatasetWriter;
import dev.millrace.formats.hdf5.GroupWriter;
import dev.millrace.formats.hdf5.Hdf5Types;

/// Everything of a visit's HDF5 group but its light curves.
final class VisitGroup {
  private VisitGroup() {}

  static void write(GroupWriter group, VisitReport report) {
    double[] seconds = new double[report.exposures()];
    for (int k = 0; k < seconds.length; k++) {
      seconds[k] = Exposures.middleSeconds(k);
    }
    LightCurveWriter.column(group, "time_s", seconds, "s");
    LightCurveWriter.column(group, "depth", report.depth(), "(Rp/Rs)^2");
    LightCurveWriter.column(group, "depth_error", report.depthError(), "(Rp/Rs)^2");
    LightCurveWriter.column(group, "level", report.level(), "electron");
    numbers(group, "centroid_x", report.x(), "pixel");
    numbers(group, "centroid_y", report.y(), "pixel");
    group.write("dq", Hdf5Types.UINT32, report.quality(), report.quality().length);
    if (report.hitChannel().length > 0) {
      group.write(
          "cosmic_channel", Hdf5Types.INT32, report.hitChannel(), report.hitChannel().length);
      group.write(
          "cosmic_exposure", Hdf5Types.INT32, report.hitExposure(), report.hitExposure().length);
    }
    if (report.fgsFull().length > 0) {
      double[] full = new double[report.fgsFull().length];
      for (int k = 0; k < full.length; k++) {
        full[k] = Exposures.fgsMiddleSeconds(k);
      }
      LightCurveWriter.column(group, "fgs_time_s", full, "s");
      numbers(group, "fgs_flux", report.fgsFull(), "electron");
    }
    attributes(group, report);
  }

  private static void attributes(GroupWriter group, VisitReport report) {
    group.attribute("airs_first_row", report.firstRow());
    group.attribute("airs_rows", report.rows());
    group.attribute("fgs_first_row", report.fgsRow());
    group.attribute("fgs_first_column", report.fgsColumn());
    group.attribute("fgs_size", report.fgsSize());
    group.attribute("fgs_points", report.fgsPoints());
    group.attribute("bad_pixels_filled", report.badPixels());
    group.attribute("channels_lost", report.lostChannels());
    group.attribute("odd_even_ratio_airs", report.ratioAirs());
    group.attribute("odd_even_ratio_fgs", report.ratioFgs());
    group.attribute("scatter_airs_white", report.scatterAirs());
    group.attribute("photon_limit_airs_white", report.photonAirs());
    group.attribute("scatter_fgs", report.scatterFgs());
    group.attribute("photon_limit_fgs", report.photonFgs());
    group.attribute("scatter_channel_median", report.scatterChannel());
    group.attribute("noise_model_channel_median", report.noiseChannel());
    group.attribute("slow_noise_beta2_median", report.slowNoise());
    group.attribute("channels_decorrelated", report.jitterChannels());
    group.attribute("cosmic_rays", report.hitChannel().length);
    group.attribute("transit_found", report.transit() ? 1 : 0);
    group.attribute("mid_transit_hours", report.midTransitHours());
    group.attribute("mid_transit_error_hours", report.midTransitErrorHours());
    group.attribute("limb_darkening_airs", Hdf5Types.FLOAT64, report.limbAirs());
    group.attribute("limb_darkening_fgs", Hdf5Types.FLOAT64, report.limbFgs());
  }

  private static void numbers(GroupWriter group, String name, float[] values, String units) {
    DatasetSpec<float[]> spec = DatasetSpec.of(Hdf5Types.FLOAT32, values.length);
    try (DatasetWriter<float[]> dataset = group.dataset(name, spec)) {
      dataset.write(values);
      dataset.attribute("units", units);
    }
  }
}
