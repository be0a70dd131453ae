package dev.millrace.pipelines.ariel.simulate;

/// One observation of a planet: when the transit is, how the telescope points and what slowly
/// drifts.
///
/// Pointing is drawn per FGS1 pair and axis: a white part and three slow waves. AIRS-CH0 sees the
/// mean of the twelve FGS1 pairs of its own pair, so the two instruments move together. FGS1 frames
/// besides share a white factor of 0.34 %, the scatter that in the public sample remains in
/// apertures so wide that pointing does not matter.
///
/// @param transitHours middle of the transit, since the start of the visit
/// @param drift relative brightness at the ends of the visit over the middle, `[instrument]`:
///   linear part
/// @param bend the same, quadratic part
record Visit(
    ArielSimulation simulation,
    SimulatedPlanet planet,
    int number,
    double transitHours,
    double[] drift,
    double[] bend) {
  static final double SECONDS_PER_HOUR = 3600;

  private static final double WHITE_JITTER_PIXELS = 0.18;
  private static final double SLOW_JITTER_PIXELS = 0.02;
  private static final double FGS_FRAME_SCATTER = 0.0034;

  static Visit draw(ArielSimulation simulation, SimulatedPlanet planet, int number) {
    RandomStream random = stream(simulation, planet, number, Draw.TRANSIT);
    double window = windowSeconds(simulation) / SECONDS_PER_HOUR;
    double offset = StrictMath.max(-0.05, StrictMath.min(0.05, random.gaussian(0, 0.02)));
    double[] drift = new double[Instrument.values().length];
    double[] bend = new double[drift.length];
    for (int i = 0; i < drift.length; i++) {
      drift[i] = random.gaussian(0, 3e-4);
      bend[i] = random.gaussian(0, 2e-4);
    }
    return new Visit(simulation, planet, number, window * (0.5 + offset), drift, bend);
  }

  int pairs(Instrument instrument) {
    return (instrument == Instrument.AIRS ? simulation.airsFrames() : simulation.fgsFrames()) / 2;
  }

  /// What the pair's light is multiplied with by slow drifts.
  double driftAt(Instrument instrument, int pair) {
    double place = 2 * instrument.middleSeconds(pair) / windowSeconds(simulation) - 1;
    int i = instrument.number();
    return 1 + place * (drift[i] + bend[i] * place);
  }

  /// Distance of planet and star, in stellar radii, by pair.
  void distances(Instrument instrument, double[] distances) {
    for (int pair = 0; pair < pairs(instrument); pair++) {
      double hours = instrument.middleSeconds(pair) / SECONDS_PER_HOUR;
      distances[pair] = planet.distanceAt(hours - transitHours);
    }
  }

  /// How far the image is from its mean place in pixels, by FGS1 pair.
  ///
  /// @param alongRows whether the place is a row number, else a column number
  /// @param offsets at least [#clockPairs]
  void pointing(boolean alongRows, float[] offsets) {
    RandomStream random =
        stream(simulation, planet, number, alongRows ? Draw.POINTING_ROWS : Draw.POINTING_COLUMNS);
    double[] turns = {random.uniform(0.6, 1.5), random.uniform(2, 5), random.uniform(8, 20)};
    double[] phases = {random.uniform(), random.uniform(), random.uniform()};
    int clock = clockPairs();
    for (int pair = 0; pair < clock; pair++) {
      double slow = 0;
      for (int wave = 0; wave < turns.length; wave++) {
        double turn = turns[wave] * pair / clock + phases[wave];
        slow += StrictMath.sin(2 * StrictMath.PI * turn);
      }
      offsets[pair] = (float) (random.gaussian(0, WHITE_JITTER_PIXELS) + SLOW_JITTER_PIXELS * slow);
    }
  }

  /// The factor that all pixels of an FGS1 pair share, by pair.
  void frameFactors(float[] factors) {
    RandomStream random = stream(simulation, planet, number, Draw.FGS_FRAMES);
    for (int pair = 0; pair < pairs(Instrument.FGS1); pair++) {
      factors[pair] = (float) random.gaussian(1, FGS_FRAME_SCATTER);
    }
  }

  /// FGS1 pairs of the longer of the two observations.
  int clockPairs() {
    return StrictMath.max(
        pairs(Instrument.FGS1), pairs(Instrument.AIRS) * ArielSimulation.FGS_PER_AIRS);
  }

  private static double windowSeconds(ArielSimulation simulation) {
    int pairs = simulation.airsFrames() / 2;
    return pairs * Instrument.AIRS.pairSeconds();
  }

  private static RandomStream stream(
      ArielSimulation simulation, SimulatedPlanet planet, int number, Draw draw) {
    return RandomStream.of(simulation.seed(), draw, planet.index(), number);
  }
}
