package dev.millrace.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SlabTest {
  @RepeatedTest(50)
  void piecesCoverTheSlabInOrder(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int rank = 1 + random.nextInt(4);
    long[] dims = new long[rank];
    long[] start = new long[rank];
    long[] count = new long[rank];
    long[] chunk = new long[random.nextBoolean() ? rank : 0];
    for (int axis = 0; axis < rank; axis++) {
      dims[axis] = 1L + random.nextInt(9);
      start[axis] = random.nextInt((int) dims[axis]);
      count[axis] = 1L + random.nextInt((int) (dims[axis] - start[axis]));
      if (chunk.length > 0) {
        chunk[axis] = 1L + random.nextInt(4);
      }
    }
    int most = 1 + random.nextInt(40);
    List<String> pieces = new ArrayList<>();
    long[] next = {0};
    Slab slab = Slab.within(dims, start, count);
    slab.forPieces(
        most,
        chunk,
        (piece, first, elements) -> {
          assertThat(first).isEqualTo(next[0]);
          assertThat(elements).isBetween(1, most);
          assertThat(piece.elements()).isEqualTo(elements);
          next[0] += elements;
          pieces.add(piece.toString());
        });
    assertThat(next[0]).isEqualTo(slab.elements());
    assertThat(pieces).doesNotHaveDuplicates();
  }

  @Test
  void piecesEndAtChunks() {
    List<String> pieces = new ArrayList<>();
    Slab.within(new long[] {100, 10}, new long[] {3, 0}, new long[] {50, 10})
        .forPieces(200, new long[] {16, 10}, (piece, first, n) -> pieces.add(piece.toString()));
    assertThat(pieces)
        .containsExactly(
            "[13, 10] at [3, 0]",
            "[16, 10] at [16, 0]",
            "[16, 10] at [32, 0]",
            "[5, 10] at [48, 0]");
  }

  @Test
  void aSlabOfNothingHasNoPieces() {
    Slab.within(new long[] {5}, new long[] {5}, new long[] {0})
        .forPieces(
            10,
            new long[0],
            (piece, first, n) -> {
              throw new AssertionError("a piece");
            });
  }

  @Test
  void outsideIsRefused() {
    assertThatThrownBy(() -> Slab.within(new long[] {5}, new long[] {3}, new long[] {3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a slab of [3] at [3] is not within [5]");
    assertThatThrownBy(
            () -> Slab.within(new long[] {5}, new long[] {Long.MAX_VALUE}, new long[] {1}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Slab.within(new long[] {5, 5}, new long[] {0}, new long[] {1}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
