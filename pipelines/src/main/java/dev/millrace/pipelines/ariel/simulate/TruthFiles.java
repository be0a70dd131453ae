package dev.millrace.pipelines.ariel.simulate;

import dev.millrace.engine.io.OutputDirectory;
import dev.millrace.engine.io.OutputFile;
import dev.millrace.engine.memory.Scratch;
import dev.millrace.formats.parquet.ParquetWriter;
import dev.millrace.formats.parquet.ParquetWriterCodec;
import dev.millrace.formats.parquet.ParquetWriterColumn;
import dev.millrace.formats.parquet.ParquetWriterOptions;
import dev.millrace.formats.parquet.ParquetWriterType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes what a pipeline should find, into the folder `truth`:
///
/// - `planets.csv`: number of visits, geometry of the transit, brightness of the star
/// - `visits.csv`: the middle and the duration of each transit, in hours since the visit's start
/// - `spectra.csv`: the depth in each of the 283 channels, of every planet, in the form of
///   `train.csv`
/// - `curves/ID_VISIT.parquet`: the noise-free light of each channel over that of the star, one row
///   an AIRS-CH0 pair (`time_s` is the middle of its exposure), FGS1 (`wl_1`) as the mean of 12
///   pairs
/// - `faults.csv`: which planet each fault hits
/// - `cosmic_rays_ID_VISIT.csv`: every hit, where that fault was asked for
final class TruthFiles {
  private final ArielSimulation simulation;
  private final OutputDirectory directory;

  TruthFiles(ArielSimulation simulation, OutputDirectory directory) {
    this.simulation = simulation;
    this.directory = directory;
  }

  void writeCommon(List<SimulatedPlanet> planets, CommonFiles common) {
    common.text("truth/spectra.csv", common.spectra(planets));
    StringBuilder csv =
        new StringBuilder("planet_id,index,visits,radius_ratio,impact,transit_hours,brightness\n");
    StringBuilder visits =
        new StringBuilder("planet_id,visit,transit_middle_hours,transit_hours\n");
    for (SimulatedPlanet planet : planets) {
      int count = simulation.visits(planet.index());
      csv.append(planet.id()).append(',').append(planet.index()).append(',').append(count);
      csv.append(',').append(planet.radiusRatio()).append(',').append(planet.impact());
      csv.append(',').append(planet.transitHours());
      csv.append(',').append(planet.brightness()).append('\n');
      for (int number = 0; number < count; number++) {
        double middle = Visit.draw(simulation, planet, number).transitHours();
        visits.append(planet.id()).append(',').append(number).append(',').append(middle);
        visits.append(',').append(planet.transitHours()).append('\n');
      }
    }
    common.text("truth/planets.csv", csv.toString());
    common.text("truth/visits.csv", visits.toString());
    common.text("truth/faults.csv", faults(planets));
  }

  private String faults(List<SimulatedPlanet> planets) {
    StringBuilder csv = new StringBuilder("fault,planet_id,visit\n");
    for (SimulatedPlanet planet : planets) {
      for (ArielFault fault : simulation.orderedFaults()) {
        if (simulation.faultsOf(planet.index(), 0).contains(fault)) {
          boolean file = fault == ArielFault.STRAY_FILE;
          csv.append(fault.label()).append(',').append(file ? "" : planet.id());
          csv.append(',').append(file || fault == ArielFault.NO_TRAIN_ROW ? "" : "0").append('\n');
        }
      }
    }
    return csv.toString();
  }

  void writeCurves(Visit visit, Scratch scratch) {
    int rows = visit.pairs(Instrument.AIRS);
    List<ParquetWriterColumn> schema = new ArrayList<>();
    schema.add(ParquetWriterColumn.required("time_s", ParquetWriterType.DOUBLE));
    for (int channel = 1; channel <= Instrument.CHANNELS; channel++) {
      schema.add(ParquetWriterColumn.required("wl_" + channel, ParquetWriterType.FLOAT));
    }
    String name = "truth/curves/%d_%d.parquet".formatted(visit.planet().id(), visit.number());
    double[] distances = scratch.doubles("ariel.distances", visit.clockPairs());
    float[] curve = scratch.floats("ariel.offsets", visit.clockPairs());
    try (OutputFile file = directory.create(name);
        ParquetWriter writer =
            new ParquetWriter(
                file, schema, ParquetWriterOptions.of(ParquetWriterCodec.ZSTD), scratch)) {
      writer.startRowGroup(rows);
      writer.float64(times(rows));
      fgsCurve(visit, rows, distances, curve);
      writer.float32(curve);
      visit.distances(Instrument.AIRS, distances);
      for (int channel = 1; channel < Instrument.CHANNELS; channel++) {
        TransitCurve transit = visit.planet().transit(Instrument.channelMicrometres(channel));
        for (int pair = 0; pair < rows; pair++) {
          curve[pair] =
              (float) (transit.at(distances[pair]) * visit.driftAt(Instrument.AIRS, pair));
        }
        writer.float32(curve);
      }
      writer.finish();
      file.complete();
    }
  }

  private static double[] times(int rows) {
    double[] times = new double[rows];
    for (int pair = 0; pair < rows; pair++) {
      times[pair] = Instrument.AIRS.middleSeconds(pair);
    }
    return times;
  }

  /// Means over the FGS1 pairs of each AIRS-CH0 pair; NaN where FGS1 was not observing.
  private static void fgsCurve(Visit visit, int rows, double[] distances, float[] curve) {
    visit.distances(Instrument.FGS1, distances);
    TransitCurve transit = visit.planet().transit(Instrument.FGS_MICROMETRES);
    int bin = ArielSimulation.FGS_PER_AIRS;
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int pair = row * bin; pair < (row + 1) * bin; pair++) {
        sum +=
            pair < visit.pairs(Instrument.FGS1)
                ? transit.at(distances[pair]) * visit.driftAt(Instrument.FGS1, pair)
                : Double.NaN;
      }
      curve[row] = (float) (sum / bin);
    }
  }

  void writeCosmicRays(Visit visit, List<PixelSeries> instruments) {
    StringBuilder csv = new StringBuilder("instrument,row,column,pair,electrons\n");
    for (PixelSeries series : instruments) {
      Instrument instrument = series.instrument();
      for (int pixel = 0; pixel < instrument.pixels(); pixel++) {
        CosmicRays rays = series.drawRays(pixel);
        for (int hit = 0; hit < rays.count(); hit++) {
          csv.append(instrument.folderName());
          csv.append(',').append(pixel / instrument.columns());
          csv.append(',').append(pixel % instrument.columns());
          csv.append(',').append(rays.pair(hit));
          csv.append(',').append(rays.electrons(hit)).append('\n');
        }
      }
    }
    String name = "truth/cosmic_rays_%d_%d.csv".formatted(visit.planet().id(), visit.number());
    try (OutputFile file = directory.create(name)) {
      file.write(ByteBuffer.wrap(csv.toString().getBytes(StandardCharsets.UTF_8)));
      file.complete();
    }
  }
}
