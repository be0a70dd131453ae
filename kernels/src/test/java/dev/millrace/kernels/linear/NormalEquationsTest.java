package dev.millrace.kernels.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalEquationsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13})
  void solvesWhatItWasGiven(int columns) {
    SplittableRandom random = new SplittableRandom(columns);
    int rows = 57;
    double[] design = random.doubles((long) columns * rows, -1, 1).toArray();
    double[] truth = random.doubles(columns, -5, 5).toArray();
    double[] data = new double[rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        data[row] += truth[column] * design[column * rows + row];
      }
    }
    double[] gram = new double[columns * columns];
    NormalEquations.gram(design, columns, rows, gram);
    double[] original = gram.clone();
    double[] right = new double[columns];
    for (int column = 0; column < columns; column++) {
      right[column] = NormalEquations.dot(design, column * rows, data, 0, rows);
    }
    assertThat(NormalEquations.factor(gram, columns)).isTrue();
    NormalEquations.solve(gram, columns, right);
    for (int column = 0; column < columns; column++) {
      assertThat(right[column]).isCloseTo(truth[column], within(1e-9));
    }
    double[] inverse = new double[columns * columns];
    NormalEquations.invert(gram, columns, inverse);
    for (int a = 0; a < columns; a++) {
      for (int b = 0; b < columns; b++) {
        double product = 0;
        for (int k = 0; k < columns; k++) {
          product += original[a * columns + k] * inverse[k * columns + b];
        }
        assertThat(product).isCloseTo(a == b ? 1 : 0, within(1e-9));
      }
    }
  }

  @Test
  void equalColumnsAreNotFactored() {
    double[] design = {1, 2, 3, 1, 2, 3};
    double[] gram = new double[4];
    NormalEquations.gram(design, 2, 3, gram);
    assertThat(NormalEquations.factor(gram, 2)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 31})
  void dotTakesEveryElementOnce(int length) {
    double[] ones = new double[length + 2];
    java.util.Arrays.fill(ones, 1);
    assertThat(NormalEquations.dot(ones, 1, ones, 2, length)).isEqualTo(length);
  }
}
