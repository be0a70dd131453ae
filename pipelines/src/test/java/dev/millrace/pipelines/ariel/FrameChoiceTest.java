package dev.millrace.pipelines.ariel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.engine.errors.DataException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameChoiceTest {
  private static int[] frames(FrameChoice choice) {
    return IntStream.range(0, choice.count()).map(choice::frame).toArray();
  }

  @Test
  void decimationKeepsTheFirstPairOfEveryTwelve() {
    assertThat(frames(FrameChoice.decimated(48, "f"))).containsExactly(0, 1, 24, 25);
    assertThat(frames(FrameChoice.decimated(50, "f"))).containsExactly(0, 1, 24, 25, 48, 49);
    assertThat(frames(FrameChoice.decimated(71, "f"))).containsExactly(0, 1, 24, 25, 48, 49);
    FrameChoice full = FrameChoice.decimated(135_000, "f");
    assertThat(full.count()).isEqualTo(11_250);
    assertThat(full.frame(11_248)).isEqualTo(134_976);
    assertThat(full.frame(11_249)).isEqualTo(134_977);
  }

  @Test
  void halfAPairAtTheEndIsRefused() {
    assertThatThrownBy(() -> FrameChoice.decimated(49, "the file"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the file")
        .hasMessageContaining("49 frames");
    assertThatThrownBy(() -> FrameChoice.decimated(1, "f")).isInstanceOf(DataException.class);
  }

  @Test
  void allFramesAreThemselves() {
    assertThat(frames(FrameChoice.all(5))).containsExactly(0, 1, 2, 3, 4);
  }
}
