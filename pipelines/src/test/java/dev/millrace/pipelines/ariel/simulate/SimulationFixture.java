package dev.millrace.pipelines.ariel.simulate;

import dev.millrace.engine.io.InputFile;
import dev.millrace.engine.io.OutputDirectory;
import dev.millrace.engine.io.OutputFile;
import dev.millrace.engine.memory.MemoryPool;
import dev.millrace.engine.memory.PooledScratch;
import dev.millrace.engine.memory.Scratch;
import dev.millrace.formats.parquet.ParquetFile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Folders in memory and buffers for the tests of the simulator.
final class SimulationFixture {
  static final long SEED = 7;

  private SimulationFixture() {}

  static PooledScratch scratch() {
    return new PooledScratch(
        new MemoryPool("heap", 1L << 30).open("test"),
        new MemoryPool("native", 1L << 30).open("test"));
  }

  static Folder simulate(ArielSimulation simulation) {
    return simulate(new ArielSimulator(simulation));
  }

  static Folder simulate(ArielSimulator simulator) {
    Folder folder = new Folder();
    try (PooledScratch scratch = scratch()) {
      simulator.writeCommon(folder, scratch);
      for (int planet = 0; planet < simulator.planets(); planet++) {
        simulator.writePlanet(planet, folder, scratch);
      }
    }
    return folder;
  }

  /// Completed files by name.
  static final class Folder implements OutputDirectory {
    private final Map<String, byte[]> files = new TreeMap<>();

    Map<String, byte[]> files() {
      return files;
    }

    String text(String name) {
      return new String(bytes(name), StandardCharsets.UTF_8);
    }

    byte[] bytes(String name) {
      byte[] bytes = files.get(name);
      if (bytes == null) {
        throw new AssertionError("no file " + name + " in " + files.keySet());
      }
      return bytes;
    }

    ParquetFile open(String name, Scratch scratch) {
      return ParquetFile.open(new MemoryInput(name, bytes(name)), scratch);
    }

    @Override
    public OutputFile create(String relativeName) {
      return new MemoryFile(relativeName, files);
    }
  }

  private static final class MemoryFile implements OutputFile {
    private final String name;
    private final Map<String, byte[]> files;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    private MemoryFile(String name, Map<String, byte[]> files) {
      this.name = name;
      this.files = files;
    }

    @Override
    public void write(ByteBuffer source) {
      byte[] bytes = new byte[source.remaining()];
      source.get(bytes);
      content.writeBytes(bytes);
    }

    @Override
    public void write(long position, ByteBuffer source) {
      throw new AssertionError("the simulator only appends");
    }

    @Override
    public long position() {
      return content.size();
    }

    @Override
    public Path path() {
      throw new AssertionError("a file in memory has no path");
    }

    @Override
    public void complete() {
      if (files.put(name, content.toByteArray()) != null) {
        throw new AssertionError("written twice: " + name);
      }
    }

    @Override
    public void close() {}
  }

  private record MemoryInput(String key, byte[] content) implements InputFile {
    @Override
    public long size() {
      return content.length;
    }

    @Override
    public void read(long position, ByteBuffer destination) {
      destination.put(content, (int) position, destination.remaining());
    }

    @Override
    public Path path() {
      throw new AssertionError("a file in memory has no path");
    }

    @Override
    public void close() {}
  }
}
