package dev.millrace.pipelines.ariel.simulate;

import dev.millrace.engine.io.OutputDirectory;
import dev.millrace.engine.io.OutputFile;
import dev.millrace.engine.memory.Scratch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Makes a folder like the competition's, of planets whose true spectra are known. [#writeCommon]
/// and one [#writePlanet] for each planet, in any order and on any threads, give the same bytes:
/// all randomness is a function of the seed and of what is drawn.
///
/// The model of a read is in [PixelKernel], that of the light in [LightTables], that of the
/// detectors in [DetectorMaps]; what is written beside the competition's files in [TruthFiles].
public final class ArielSimulator {
  private final ArielSimulation simulation;
  private final Supplier<PixelKernel> kernels;

  public ArielSimulator(ArielSimulation simulation) {
    this(simulation, PixelKernel::best);
  }

  ArielSimulator(ArielSimulation simulation, Supplier<PixelKernel> kernels) {
    this.simulation = simulation;
    this.kernels = kernels;
  }

  public int planets() {
    return simulation.planets();
  }

  /// The planet's name in the competition's files.
  public long planetId(int index) {
    return SimulatedPlanet.draw(simulation, checked(index)).id();
  }

  /// Writes everything that belongs to no single planet.
  public void writeCommon(OutputDirectory directory, Scratch scratch) {
    List<SimulatedPlanet> planets = new ArrayList<>();
    for (int index = 0; index < simulation.planets(); index++) {
      planets.add(SimulatedPlanet.draw(simulation, index));
    }
    CommonFiles common = new CommonFiles(simulation, planets, directory);
    common.write(scratch);
    new TruthFiles(simulation, directory).writeCommon(planets, common);
  }

  /// Writes one planet's signals, calibration and light curves. Needs about 25 MB of scratch at the
  /// competition's size.
  public void writePlanet(int index, OutputDirectory directory, Scratch scratch) {
    SimulatedPlanet planet = SimulatedPlanet.draw(simulation, checked(index));
    for (int number = 0; number < simulation.visits(index); number++) {
      Visit visit = Visit.draw(simulation, planet, number);
      Set<ArielFault> faults = simulation.faultsOf(index, number);
      List<PixelSeries> hit = new ArrayList<>();
      for (Instrument instrument : Instrument.values()) {
        hit.add(writeInstrument(visit, instrument, faults, directory, scratch));
      }
      TruthFiles truth = new TruthFiles(simulation, directory);
      truth.writeCurves(visit, scratch);
      if (faults.contains(ArielFault.CR)) {
        truth.writeCosmicRays(visit, hit);
      }
    }
  }

  private PixelSeries writeInstrument(
      Visit visit,
      Instrument instrument,
      Set<ArielFault> faults,
      OutputDirectory directory,
      Scratch scratch) {
    DetectorMaps maps = DetectorMaps.draw(simulation, visit.planet().index(), instrument);
    String folder = simulation.split().folder() + "/" + visit.planet().id() + "/";
    String name = folder + instrument.folderName();
    new CalibrationFiles(
            directory, name + "_calibration_" + visit.number(), maps.withFaults(faults), scratch)
        .write();
    PixelSeries series =
        new PixelSeries(
            visit, instrument, maps, faults.contains(ArielFault.CR), kernels.get(), scratch);
    boolean missing = instrument == Instrument.FGS1 && faults.contains(ArielFault.MISSING_FGS);
    if (!missing) {
      boolean cut = instrument == Instrument.AIRS && faults.contains(ArielFault.TRUNC_AIRS);
      int pairs = visit.pairs(instrument) - (cut ? 1 : 0);
      try (OutputFile file = directory.create(name + "_signal_" + visit.number() + ".parquet")) {
        new SignalFile(simulation, series, pairs, scratch).write(file);
        file.complete();
      }
    }
    return series;
  }

  private int checked(int index) {
    if (index < 0 || index >= simulation.planets()) {
      throw new IllegalArgumentException(
          "planet " + index + " of " + simulation.planets() + " (from 0)");
    }
    return index;
  }
}
