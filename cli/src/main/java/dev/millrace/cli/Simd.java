package dev.millrace.cli;

/// The vectors that the JVM offers; no bits where the incubator module is missing.
record Simd(int bits, int floatLanes) {

  /// Asked by name, so that a process without the module can still say that it is missing.
  static Simd find() {
    try {
      Object species =
          Class.forName("jdk.incubator.vector.FloatVector").getField("SPECIES_PREFERRED").get(null);
      Class<?> type = Class.forName("jdk.incubator.vector.VectorSpecies");
      return new Simd(
          (Integer) type.getMethod("vectorBitSize").invoke(species),
          (Integer) type.getMethod("length").invoke(species));
    } catch (ReflectiveOperationException | NullPointerException _) {
      return new Simd(0, 0);
    }
  }
}
