package dev.millrace.pipelines.ariel;

import dev.millrace.engine.io.AtomicOutput;
import dev.millrace.engine.io.DiskMeter;
import dev.millrace.engine.memory.PooledScratch;
import dev.millrace.pipelines.ariel.simulate.ArielSimulation;
import dev.millrace.pipelines.ariel.simulate.ArielSimulator;
import java.nio.file.Path;

/// Input folders that tests make themselves.
final class SimulatedFolder {
  private SimulatedFolder() {}

  static Path write(Path folder, ArielSimulation simulation) {
    return write(folder, simulation, 0);
  }

  /// @param firstPlanet index of the first planet that is written; the side tables name all
  static Path write(Path folder, ArielSimulation simulation, int firstPlanet) {
    AtomicOutput output = new AtomicOutput(folder, DiskMeter.unbounded());
    ArielSimulator simulator = new ArielSimulator(simulation);
    try (PooledScratch scratch = HeapScratch.open()) {
      simulator.writeCommon(output, scratch);
      for (int planet = firstPlanet; planet < simulator.planets(); planet++) {
        simulator.writePlanet(planet, output, scratch);
      }
    }
    return folder;
  }
}
