package dev.millrace.pipelines.ariel;

import dev.millrace.engine.io.OutputFile;
import dev.millrace.engine.model.ProductWriter;
import dev.millrace.engine.model.SinkContext;
import dev.millrace.formats.hdf5.DatasetSpec;
import dev.millrace.formats.hdf5.DatasetWriter;
import dev.millrace.formats.hdf5.GroupWriter;
import dev.millrace.formats.hdf5.Hdf5Types;
import dev.millrace.formats.hdf5.Hdf5Writer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes planets as their pieces arrive.
final class LightCurveWriter implements ProductWriter<PlanetPart> {
  private static final int DEFLATE = 9;

  private final LightCurveFile product;
  private final double[] micrometres;
  private final OutputFile file;
  private final Hdf5Writer hdf5;
  private final Submission submission;
  private final SinkContext context;
  private final Set<Long> written = new HashSet<>();
  private final QualityTable quality;
  private final Spectra truths;
  private @Nullable VisitReport report;
  private @Nullable DatasetWriter<float[]> flux;
  private @Nullable DatasetWriter<float[]> error;

  LightCurveWriter(LightCurveFile product, SinkContext context) {
    this.context = context;
    this.product = product;
    this.micrometres = context.side(new Wavelengths.Side()).micrometres();
    this.truths = context.side(new Spectra.Side(false));
    this.file = context.output().create(product.name());
    this.hdf5 = Hdf5Writer.create(file);
    this.submission = new Submission(context.output(), product.split(), truths);
    this.quality = new QualityTable(context.output());
    GroupWriter root = hdf5.root();
    root.attribute("format", "millrace ariel curves");
    root.attribute("format_version", 1);
    root.attribute("split", product.split().folder());
    root.attribute("flux_units", units());
    column(root, "wavelength_um", micrometres, "um");
  }

  @Override
  public void write(PlanetPart part) {
    for (CurvePart curve : part.curve()) {
      if (curve.channel() < 0) {
        begin(curve.visit(), curve.report().getFirst());
      } else {
        append(curve);
      }
    }
    for (PlanetSpectrum spectrum : part.spectrum()) {
      closeCurves();
      GroupWriter planet = hdf5.root().group(Long.toString(part.planet()));
      column(planet, "depth", spectrum.depth(), "(Rp/Rs)^2");
      column(planet, "depth_error", spectrum.error(), "(Rp/Rs)^2");
      planet.write("dq", Hdf5Types.UINT32, spectrum.quality(), spectrum.quality().length);
      planet.attribute("visits", spectrum.visits());
      planet.attribute("missing_visits", spectrum.missing());
      planet.attribute("visit_disagreement_chi2", spectrum.disagreement());
      double[] truth = truths.of(part.planet());
      if (truth.length > 0) {
        column(planet, "true_depth", truth, "(Rp/Rs)^2");
      }
      submission.add(part.planet(), spectrum, truth);
      written.add(part.planet());
    }
  }

  @Override
  public Map<String, Object> finish() {
    closeCurves();
    hdf5.close();
    file.complete();
    Map<String, Object> figures = new LinkedHashMap<>();
    quality.finish(figures);
    for (String item : context.failedItems()) {
      long planet = Visit.planetOf(item);
      if (written.add(planet)) {
        submission.addUnmeasured(planet);
      }
    }
    submission.finish(figures);
    return figures;
  }

  @Override
  public void close() {
    hdf5.close();
    file.close();
    submission.close();
    quality.close();
  }

  private void begin(Visit visit, VisitReport now) {
    closeCurves();
    report = now;
    quality.add(visit, now);
    GroupWriter group = hdf5.root().group(visit.planetKey()).group("visit_" + visit.visit());
    VisitGroup.write(group, now);
    DatasetSpec<float[]> spec = DatasetSpec.of(Hdf5Types.FLOAT32, Channels.COUNT, now.exposures());
    if (product.compress()) {
      spec = spec.chunked(1, now.exposures()).shuffled().deflated(DEFLATE);
    }
    flux = group.dataset("flux", spec);
    error = group.dataset("error", spec);
    flux.attribute("units", units());
    error.attribute("units", units());
  }

  private void append(CurvePart curve) {
    VisitReport now = Objects.requireNonNull(report, "a curve before its visit's report");
    float[] sigma = new float[curve.flux().length];
    double photon = now.photonVariance()[curve.channel()];
    double constant = now.constantVariance()[curve.channel()];
    for (int k = 0; k < sigma.length; k++) {
      float value = curve.flux()[k];
      boolean known = !Float.isNaN(value);
      sigma[k] = known ? (float) Math.sqrt(photon * Math.max(0, value) + constant) : Float.NaN;
    }
    Objects.requireNonNull(flux).append(curve.flux(), 1);
    Objects.requireNonNull(error).append(sigma, 1);
  }

  private void closeCurves() {
    if (flux != null) {
      flux.close();
      flux = null;
    }
    if (error != null) {
      error.close();
      error = null;
    }
    report = null;
  }

  private String units() {
    return product.normalized() ? "relative to out of transit" : "electron";
  }

  static void column(GroupWriter group, String name, double[] values, String units) {
    DatasetSpec<double[]> spec = DatasetSpec.of(Hdf5Types.FLOAT64, values.length);
    try (DatasetWriter<double[]> dataset = group.dataset(name, spec)) {
      dataset.write(values);
      dataset.attribute("units", units);
    }
  }
}
