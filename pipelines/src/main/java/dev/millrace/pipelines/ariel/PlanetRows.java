package dev.millrace.pipelines.ariel;

import dev.millrace.engine.errors.DataException;
import java.util.stream.IntStream;

/// The order of a table whose first column numbers planets.
final class PlanetRows {
  private PlanetRows() {}

  /// The table's rows, by ascending number of the planet.
  ///
  /// @throws DataException when a planet has two rows
  static int[] sorted(NumberTable table) {
    int id = table.column("planet_id");
    int[] order =
        IntStream.range(0, table.rows())
            .boxed()
            .sorted((a, b) -> Long.compare(table.id(a, id), table.id(b, id)))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = 1; i < order.length; i++) {
      if (table.id(order[i - 1], id) == table.id(order[i], id)) {
        throw new DataException(
            "csv.duplicate",
            "\"" + table.key() + "\" has two rows of planet " + table.id(order[i], id));
      }
    }
    return order;
  }
}
