package dev.millrace.pipelines.ariel.simulate;

import dev.millrace.engine.memory.Scratch;

/// The reads of any pixel over any part of one visit of one instrument, as data numbers.
final class PixelSeries {
  private final Visit visit;
  private final Instrument instrument;
  private final DetectorMaps maps;
  private final LightTables light;
  private final PixelKernel kernel;
  private final boolean cosmicRays;
  private final PixelModel model = new PixelModel();
  private final CosmicRays rays = new CosmicRays();

  /// @param maps what the pixels really do
  PixelSeries(
      Visit visit,
      Instrument instrument,
      DetectorMaps maps,
      boolean cosmicRays,
      PixelKernel kernel,
      Scratch scratch) {
    this.visit = visit;
    this.instrument = instrument;
    this.maps = maps;
    this.light = new LightTables(visit, instrument, scratch);
    this.kernel = kernel;
    this.cosmicRays = cosmicRays;
    model.setTimes(instrument);
  }

  Instrument instrument() {
    return instrument;
  }

  int pairs() {
    return visit.pairs(instrument);
  }

  /// @param firstPair a multiple of [PixelKernel#PADDING]
  /// @param reads as [PixelKernel#fill] leaves them
  void fill(int pixel, int firstPair, int count, int[] reads) {
    int row = pixel / instrument.columns();
    int column = pixel % instrument.columns();
    setModel(pixel, row, column);
    int rowStart = row * light.stride();
    int columnStart = column * light.stride();
    kernel.fill(
        model, light.rows(), rowStart, light.columns(), columnStart, firstPair, count, reads);
    if (cosmicRays) {
      drawRays(pixel);
      for (int hit = 0; hit < rays.count(); hit++) {
        int pair = rays.pair(hit);
        if (pair >= firstPair && pair < firstPair + count) {
          reads[pair - firstPair] =
              ScalarPixelKernel.pair(
                  model,
                  light.rows()[rowStart + pair],
                  light.columns()[columnStart + pair],
                  pair,
                  rays.electrons(hit));
        }
      }
    }
  }

  /// The cosmic rays that hit a pixel.
  CosmicRays drawRays(int pixel) {
    RandomStream random =
        RandomStream.of(
            visit.simulation().seed(),
            Draw.COSMIC_RAYS,
            visit.planet().index(),
            visit.number(),
            instrument.number(),
            pixel);
    rays.draw(random, instrument.exposureSeconds(), pairs());
    return rays;
  }

  private void setModel(int pixel, int row, int column) {
    RandomStream random =
        RandomStream.of(
            visit.simulation().seed(),
            Draw.NOISE,
            visit.planet().index(),
            visit.number(),
            instrument.number(),
            pixel);
    model.setKeys(random.bits(), random.bits());
    double peak = light.peak(row, column);
    double slope = maps.linearity()[instrument.pixels() + pixel];
    model.setLight(
        light.total(column) * maps.flat()[pixel],
        maps.dark()[pixel],
        maps.read()[pixel] * slope,
        peak);
    model.setAnswer(maps.linearity(), pixel, instrument.pixels(), peak);
  }
}
