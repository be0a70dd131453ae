package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.SideInput;
import dev.millrace.engine.model.SourceContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// `train_star_info.csv` or `test_star_info.csv`: what is known of the systems; empty where the
/// folder has no such file.
record Stars(List<Star> all) {

  /// One system.
  ///
  /// @param starRadii radius of the star, solar radii
  /// @param starMasses mass of the star, solar masses
  /// @param starKelvin temperature of the star
  /// @param planetMasses mass of the planet, in the competition's unit
  /// @param eccentricity of the orbit
  /// @param periodDays of the orbit
  /// @param distanceRadii semi-major axis, stellar radii
  /// @param inclinationDegrees of the orbit
  record Star(
      long planet,
      double starRadii,
      double starMasses,
      double starKelvin,
      double planetMasses,
      double eccentricity,
      double periodDays,
      double distanceRadii,
      double inclinationDegrees) {}

  Optional<Star> of(long planet) {
    int low = 0;
    int high = all.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Long.compare(all.get(middle).planet(), planet);
      if (order == 0) {
        return Optional.of(all.get(middle));
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }

  record Side(ArielOptions.Split split) implements SideInput<Stars> {
    @Override
    public Stars load(SourceContext context) {
      String key = split.folder() + "_star_info.csv";
      if (!context.input().exists(key)) {
        return new Stars(List.of());
      }
      NumberTable table = NumberTable.read(context.input(), key);
      return new Stars(
          IntStream.of(PlanetRows.sorted(table)).mapToObj(row -> star(table, row)).toList());
    }

    @Override
    public long bytes(Stars value) {
      return 64 + 96L * value.all().size();
    }

    private static Star star(NumberTable table, int row) {
      return new Star(
          table.id(row, table.column("planet_id")),
          table.cell(row, table.column("Rs")),
          table.cell(row, table.column("Ms")),
          table.cell(row, table.column("Ts")),
          table.cell(row, table.column("Mp")),
          table.cell(row, table.column("e")),
          table.cell(row, table.column("P")),
          table.cell(row, table.column("sma")),
          table.cell(row, table.column("i")));
    }
  }
}
