package dev.millrace.kernels.linear;

/// Linear least squares with few unknowns by the normal equations: a symmetric positive definite
/// matrix, its Cholesky factor, its inverse. Columns should be of order one and not nearly
/// parallel.
///
/// Sums use four accumulators and one fixed order, so results do not depend on vector width.
public final class NormalEquations {
  private NormalEquations() {}

  /// The products of all pairs of columns.
  ///
  /// @param design [column][row], C order
  /// @param gram receives [column][column], symmetric
  public static void gram(double[] design, int columns, int rows, double[] gram) {
    for (int a = 0; a < columns; a++) {
      for (int b = 0; b <= a; b++) {
        double product = dot(design, a * rows, design, b * rows, rows);
        gram[a * columns + b] = product;
        gram[b * columns + a] = product;
      }
    }
  }

  /// The sum of products of two stretches.
  public static double dot(double[] x, int xFrom, double[] y, int yFrom, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      s0 += x[xFrom + i] * y[yFrom + i];
      s1 += x[xFrom + i + 1] * y[yFrom + i + 1];
      s2 += x[xFrom + i + 2] * y[yFrom + i + 2];
      s3 += x[xFrom + i + 3] * y[yFrom + i + 3];
    }
    for (; i < length; i++) {
      s0 += x[xFrom + i] * y[yFrom + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /// Replaces the lower triangle of a symmetric matrix by its Cholesky factor.
  ///
  /// @param matrix [row][column]; the upper triangle is left alone
  /// @return false when the matrix is not positive definite to working precision
  public static boolean factor(double[] matrix, int n) {
    for (int j = 0; j < n; j++) {
      double original = matrix[j * n + j];
      double diagonal = original - dot(matrix, j * n, matrix, j * n, j);
      if (!(diagonal > 1e-13 * original)) {
        return false;
      }
      double root = Math.sqrt(diagonal);
      matrix[j * n + j] = root;
      for (int i = j + 1; i < n; i++) {
        matrix[i * n + j] = (matrix[i * n + j] - dot(matrix, i * n, matrix, j * n, j)) / root;
      }
    }
    return true;
  }

  /// Solves in place with a factor from [#factor].
  public static void solve(double[] factor, int n, double[] rightSide) {
    for (int i = 0; i < n; i++) {
      rightSide[i] = (rightSide[i] - dot(factor, i * n, rightSide, 0, i)) / factor[i * n + i];
    }
    for (int i = n - 1; i >= 0; i--) {
      double sum = rightSide[i];
      for (int k = i + 1; k < n; k++) {
        sum -= factor[k * n + i] * rightSide[k];
      }
      rightSide[i] = sum / factor[i * n + i];
    }
  }

  /// The inverse of the factored matrix.
  ///
  /// @param inverse receives [row][column], symmetric
  public static void invert(double[] factor, int n, double[] inverse) {
    double[] unit = new double[n];
    for (int column = 0; column < n; column++) {
      java.util.Arrays.fill(unit, 0);
      unit[column] = 1;
      solve(factor, n, unit);
      for (int row = 0; row < n; row++) {
        inverse[row * n + column] = unit[row];
      }
    }
  }
}
