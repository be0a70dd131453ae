package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.ProductWriter;
import dev.millrace.engine.model.Sink;
import dev.millrace.engine.model.SinkContext;
import dev.millrace.engine.model.WorkingSet;

/// The products of sound mode: light curves and depths in one HDF5 file, `submission.csv` in the
/// competition's form, `qa.csv` with one line per visit. docs/ariel.md lists every dataset.
///
/// @param name of the HDF5 file
/// @param normalized whether curves are relative to the out-of-transit level
/// @param compress whether curves are compressed (shuffle, deflate 9)
record LightCurveFile(String name, ArielOptions.Split split, boolean normalized, boolean compress)
    implements Sink<PlanetPart> {

  @Override
  public ProductWriter<PlanetPart> open(SinkContext context) {
    return new LightCurveWriter(this, context);
  }

  @Override
  public WorkingSet workingSet() {
    return new WorkingSet(512L << 10, (compress ? 5L : 3L) << 20);
  }
}
