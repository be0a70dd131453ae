package dev.millrace.pipelines.ariel.simulate;

import dev.millrace.formats.parquet.ParquetWriterCodec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What to simulate: a folder in the layout of the Ariel Data Challenge 2025. A planet's bytes
/// depend on the seed and its index, never on how many others there are.
///
/// @param airsFrames AIRS-CH0 reads a visit, even; 11250 in the competition. Fewer frames keep the
///   cadence: the observation is shorter, and so are the planet's period and transit, by the same
///   factor, so that there always is a transit with a baseline on both sides
/// @param fgsFrames FGS1 reads a visit, even; the instrument is 12 times as fast as AIRS-CH0
/// @param secondVisits share of planets that are observed twice, 0 to 1
/// @param faults the k-th of them, in the order of [ArielFault], hits planet k modulo `planets`
public record ArielSimulation(
    int planets,
    int airsFrames,
    int fgsFrames,
    double secondVisits,
    long seed,
    Set<ArielFault> faults,
    Encoding encoding,
    ParquetWriterCodec codec,
    Layout layout,
    Split split) {
  static final int FULL_AIRS_FRAMES = 11_250;
  static final int FGS_PER_AIRS = 12;
  private static final int MOST_PLANETS = 1_000_000;

  /// How signal columns are stored.
  public enum Encoding {
    DICTIONARY,
    PLAIN
  }

  /// How signal files are laid out.
  public enum Layout {
    /// One column a pixel, one row a frame, as in the competition.
    WIDE,
    /// One column `0` of all frames, one after the other.
    NARROW
  }

  /// Which half of the competition the planets belong to; only `train` comes with depths.
  public enum Split {
    TRAIN("train"),
    TEST("test");

    private final String folder;

    Split(String folder) {
      this.folder = folder;
    }

    String folder() {
      return folder;
    }
  }

  public ArielSimulation {
    require(planets >= 1 && planets <= MOST_PLANETS, "planets", planets, "1 to " + MOST_PLANETS);
    require(airsFrames >= 4 && airsFrames % 2 == 0, "airsFrames", airsFrames, "even, 4 or more");
    require(fgsFrames >= 4 && fgsFrames % 2 == 0, "fgsFrames", fgsFrames, "even, 4 or more");
    require(secondVisits >= 0 && secondVisits <= 1, "secondVisits", secondVisits, "0 to 1");
    faults = Set.copyOf(faults);
  }

  /// One visit each, no faults, competition layout and size.
  public static ArielSimulation of(int planets, long seed) {
    return new ArielSimulation(
        planets,
        FULL_AIRS_FRAMES,
        FULL_AIRS_FRAMES * FGS_PER_AIRS,
        0,
        seed,
        Set.of(),
        Encoding.DICTIONARY,
        ParquetWriterCodec.ZSTD,
        Layout.WIDE,
        Split.TRAIN);
  }

  /// So many AIRS-CH0 frames and 12 times as many of FGS1.
  public ArielSimulation withAirsFrames(int frames) {
    return withFrames(frames, Math.multiplyExact(frames, FGS_PER_AIRS));
  }

  public ArielSimulation withFrames(int airs, int fgs) {
    return new ArielSimulation(
        planets, airs, fgs, secondVisits, seed, faults, encoding, codec, layout, split);
  }

  public ArielSimulation withSecondVisits(double share) {
    return new ArielSimulation(
        planets, airsFrames, fgsFrames, share, seed, faults, encoding, codec, layout, split);
  }

  public ArielSimulation withFaults(Set<ArielFault> some) {
    return new ArielSimulation(
        planets, airsFrames, fgsFrames, secondVisits, seed, some, encoding, codec, layout, split);
  }

  public ArielSimulation withEncoding(Encoding other, ParquetWriterCodec otherCodec) {
    return new ArielSimulation(
        planets,
        airsFrames,
        fgsFrames,
        secondVisits,
        seed,
        faults,
        other,
        otherCodec,
        layout,
        split);
  }

  public ArielSimulation withLayout(Layout other) {
    return new ArielSimulation(
        planets, airsFrames, fgsFrames, secondVisits, seed, faults, encoding, codec, other, split);
  }

  public ArielSimulation withSplit(Split other) {
    return new ArielSimulation(
        planets, airsFrames, fgsFrames, secondVisits, seed, faults, encoding, codec, layout, other);
  }

  /// 1 or 2; the planets observed twice are spread evenly.
  int visits(int planet) {
    boolean twice = Math.floor((planet + 1) * secondVisits) > Math.floor(planet * secondVisits);
    return twice ? 2 : 1;
  }

  /// The faults in their fixed order.
  List<ArielFault> orderedFaults() {
    return faults.isEmpty() ? List.of() : List.copyOf(EnumSet.copyOf(faults));
  }

  /// The faults of one visit.
  Set<ArielFault> faultsOf(int planet, int visit) {
    EnumSet<ArielFault> hits = EnumSet.noneOf(ArielFault.class);
    List<ArielFault> ordered = orderedFaults();
    for (int k = 0; k < ordered.size() && visit == 0; k++) {
      if (k % planets == planet) {
        hits.add(ordered.get(k));
      }
    }
    return hits;
  }

  /// Length of a visit over the competition's 7.5 hours.
  double windowShare() {
    return (double) airsFrames / FULL_AIRS_FRAMES;
  }

  private static void require(boolean holds, String name, double value, String wanted) {
    if (!holds) {
      throw new IllegalArgumentException("simulation: " + name + " is " + value + ": " + wanted);
    }
  }
}
