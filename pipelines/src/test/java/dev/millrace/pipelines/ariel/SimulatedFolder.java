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
    AtomicOutput output = new AtomicOutput(folder, DiskMeter.unbounded());
    ArielSimulator simulator = new ArielSimulator(simulation);
    try (PooledScratch scratch = HeapScratch.open()) {
      simulator.writeCommon(output, scratch);
      for (int planet = 0; planet < simulator.planets(); planet++) {
        simulator.writePlanet(planet, output, scratch);
      }
    }
    return folder;
  }
}
