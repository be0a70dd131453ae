package dev.millrace.pipelines.ariel.simulate;

/// One planet and its star, as drawn: everything that both visits share.
///
/// Star, orbit and transit are one consistent system: the period and Kepler's third law give the
/// distance, distance and inclination the path across the star, temperature and gravity the
/// atmosphere's scale height. In a shortened observation the period is shortened with it.
///
/// @param starRadii in solar radii
/// @param starMasses in solar masses
/// @param starKelvin effective temperature
/// @param planetMasses in Jupiter masses
/// @param periodDays in days; circular orbit
/// @param distanceRadii orbit over stellar radius
/// @param inclinationDegrees 90 crosses the middle of the star
/// @param brightness of the star, where that of the public sample is 1
record SimulatedPlanet(
    int index,
    long id,
    double starRadii,
    double starMasses,
    double starKelvin,
    double planetMasses,
    double periodDays,
    double distanceRadii,
    double inclinationDegrees,
    double brightness,
    DepthSpectrum spectrum) {
  /// Largest prime below 2^32: multiplying by less than it maps different indexes to different ids.
  private static final long ID_PRIME = 4_294_967_291L;

  private static final long SMALLEST_ID = 10_000;
  private static final double HOURS_PER_DAY = 24;
  private static final double LONGEST_SHARE = 0.55;
  private static final double SHORTEST_SHARE = 0.12;
  private static final double FULL_WINDOW_HOURS = 7.5;
  private static final int DRAWS = 1000;

  /// Distance in stellar radii of a planet with a period of a day around a Sun.
  private static final double KEPLER_RADII = 4.2083;

  private static final double JUPITER_OVER_SUN_RADIUS = 0.10276;

  /// Surface gravity of Jupiter, m/s^2.
  private static final double JUPITER_GRAVITY = 24.79;

  private static final double SUN_RADIUS_METRES = 6.957e8;

  /// Boltzmann's constant over 2.3 atomic masses, J/(kg K).
  private static final double GAS_CONSTANT = 3615;

  static SimulatedPlanet draw(ArielSimulation simulation, int index) {
    RandomStream random = RandomStream.of(simulation.seed(), Draw.SYSTEM, index);
    for (int attempt = 0; attempt < DRAWS; attempt++) {
      double mass = random.uniform(0.55, 1.5);
      double radius = StrictMath.pow(mass, 0.9) * random.logUniform(0.95, 1.35);
      double kelvin = 5772 * StrictMath.pow(mass, 0.55) + random.gaussian(0, 150);
      double period = random.logUniform(2.8, 7.6);
      double distance = KEPLER_RADII * StrictMath.cbrt(period * period * mass) / radius;
      double impact = random.uniform(0, 0.65);
      double disc = StrictMath.exp(random.gaussian(StrictMath.log(8e-3), 0.75));
      double planetMass = random.logUniform(0.05, 24);
      double brightness = StrictMath.exp(random.gaussian(0, 0.25));
      double inclination = StrictMath.toDegrees(StrictMath.acos(impact / distance));
      SimulatedPlanet planet =
          new SimulatedPlanet(
              index,
              id(simulation.seed(), index),
              radius,
              mass,
              StrictMath.max(3000, StrictMath.min(7000, kelvin)),
              planetMass,
              period * simulation.windowShare(),
              distance,
              inclination,
              StrictMath.max(0.5, StrictMath.min(2, brightness)),
              spectrum(simulation, index, disc, radius, kelvin, planetMass, distance));
      if (planet.isObservable(disc, simulation)) {
        return planet;
      }
    }
    throw new IllegalStateException("no observable planet in " + DRAWS + " draws");
  }

  private static DepthSpectrum spectrum(
      ArielSimulation simulation,
      int index,
      double disc,
      double starRadii,
      double kelvin,
      double planetMasses,
      double distanceRadii) {
    double ratio = StrictMath.sqrt(StrictMath.max(0, disc));
    double jupiters = ratio * starRadii / JUPITER_OVER_SUN_RADIUS;
    double gravity = JUPITER_GRAVITY * planetMasses / (jupiters * jupiters);
    double planetKelvin = kelvin / StrictMath.sqrt(2 * distanceRadii);
    double scaleHeightMetres = GAS_CONSTANT * planetKelvin / gravity;
    double depth = 2 * ratio * scaleHeightMetres / (starRadii * SUN_RADIUS_METRES);
    double sane = StrictMath.max(0.002 * disc, StrictMath.min(0.03 * disc, depth));
    return new DepthSpectrum(disc, sane, RandomStream.of(simulation.seed(), Draw.SPECTRUM, index));
  }

  /// 5 to 10 digits, different for every index.
  private static long id(long seed, int index) {
    RandomStream random = RandomStream.of(seed, Draw.ID);
    long factor = (random.bits() >>> 33) | 1;
    long offset = random.bits() >>> 33;
    return SMALLEST_ID + (offset + index * factor) % ID_PRIME;
  }

  private boolean isObservable(double disc, ArielSimulation simulation) {
    double share = transitHours() / (FULL_WINDOW_HOURS * simulation.windowShare());
    return disc > 1.1 * DepthSpectrum.SHALLOWEST
        && disc < 0.8 * DepthSpectrum.DEEPEST
        && distanceRadii > 4.2
        && distanceRadii < 21
        && inclinationDegrees > 85.6
        && share > SHORTEST_SHARE
        && share < LONGEST_SHARE;
  }

  /// Rp/Rs in white light.
  double radiusRatio() {
    return StrictMath.sqrt(spectrum.depth(Instrument.FGS_MICROMETRES));
  }

  /// Closest distance of the centres, in stellar radii.
  double impact() {
    return distanceRadii * StrictMath.cos(StrictMath.toRadians(inclinationDegrees));
  }

  /// From first to last contact.
  double transitHours() {
    double across = 1 + radiusRatio();
    double chord = StrictMath.sqrt(across * across - impact() * impact());
    double sine =
        chord / (distanceRadii * StrictMath.sin(StrictMath.toRadians(inclinationDegrees)));
    return periodDays * HOURS_PER_DAY / StrictMath.PI * StrictMath.asin(sine);
  }

  /// Distance of the centres, in stellar radii.
  ///
  /// @param hours since the middle of the transit
  double distanceAt(double hours) {
    double phase = 2 * StrictMath.PI * hours / (periodDays * HOURS_PER_DAY);
    double sine = StrictMath.sin(phase);
    double cosine = StrictMath.cos(phase);
    if (cosine < 0) {
      return distanceRadii;
    }
    double tilt = StrictMath.cos(StrictMath.toRadians(inclinationDegrees)) * cosine;
    return distanceRadii * StrictMath.sqrt(sine * sine + tilt * tilt);
  }

  /// Limb darkening weakens towards the infrared and towards hotter stars.
  TransitCurve transit(double micrometres) {
    double cool = StrictMath.pow(5772 / starKelvin, 0.5);
    double u1 = 0.38 * cool * StrictMath.pow(micrometres / Instrument.FGS_MICROMETRES, -0.83);
    double u2 = 0.22 * StrictMath.pow(micrometres / Instrument.FGS_MICROMETRES, -0.57);
    return new TransitCurve(StrictMath.sqrt(spectrum.depth(micrometres)), u1, u2);
  }
}
