package dev.millrace.pipelines.ariel;

/// Where the light of one visit is collected, and how it is spread there.
record Apertures(Visit visit, Rows airs, Square fgs) {

  /// The AIRS rows.
  ///
  /// @param first first row
  /// @param count rows
  /// @param shares [row][exposure] the row's share of the aperture's white light
  /// @param nodes [node] detector columns, ascending, whose profile is known
  /// @param profiles [node][row] mean exposure, e-
  /// @param oddEvenRatio ratio of the linearised signal of the second and the first read
  record Rows(
      int first, int count, float[] shares, int[] nodes, double[] profiles, double oddEvenRatio) {

    int exposures() {
      return shares.length / count;
    }

    /// The mean exposure of each row at a detector column, linear between the nodes.
    ///
    /// @param light [row] receives e-
    void profileAt(int column, double[] light) {
      int node = 0;
      while (node < nodes.length - 2 && nodes[node + 1] < column) {
        node++;
      }
      int next = Math.min(node + 1, nodes.length - 1);
      double span = nodes[next] - nodes[node];
      double weight = span == 0 ? 0 : Math.clamp((column - nodes[node]) / span, 0.0, 1.0);
      for (int row = 0; row < count; row++) {
        double here = profiles[node * count + row];
        light[row] = here + weight * (profiles[next * count + row] - here);
      }
    }
  }

  /// The FGS1 square.
  ///
  /// @param firstRow first row
  /// @param firstColumn first column
  /// @param size rows and columns
  /// @param rowLight [row] light along the column through the star, the square's rows, e-
  /// @param columnLight [column] light along a row through the star, the square's columns, e-
  /// @param oddEvenRatio ratio of the linearised signal of the second and the first read
  record Square(
      int firstRow,
      int firstColumn,
      int size,
      double[] rowLight,
      double[] columnLight,
      double oddEvenRatio) {}
}
