package dev.millrace.pipelines.ariel.simulate;

/// What is drawn at random: names the stream, see [RandomStream#of]. The numbers are part of what a
/// seed means.
enum Draw {
  ID(1),
  SYSTEM(2),
  SPECTRUM(3),
  DARK(4),
  DEAD(5),
  FLAT(6),
  READ(7),
  LINEARITY(8),
  TRANSIT(9),
  POINTING_ROWS(10),
  POINTING_COLUMNS(11),
  FGS_FRAMES(12),
  NOISE(13),
  COSMIC_RAYS(14);

  private final int number;

  Draw(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
