package dev.millrace.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.engine.errors.UsageException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTest {
  enum Color {
    RED,
    GREEN
  }

  record Inner(int number, String text) {}

  record All(
      boolean flag,
      byte small,
      short shorter,
      char letter,
      int number,
      long large,
      float single,
      double real,
      String text,
      Color color,
      Inner inner,
      List<Inner> list,
      Optional<String> present,
      Optional<Inner> absent,
      boolean[] flags,
      byte[] bytes,
      short[] shorts,
      int[] ints,
      long[] longs,
      float[] floats,
      double[] doubles) {}

  record Unfit(Object anything) {}

  /// A window as small as the longest scalar, so that every array crosses it.
  private static final class Out extends RecordOutput {
    private final ByteBuffer all = ByteBuffer.allocate(1 << 20);

    Out(int windowBytes) {
      super(new byte[windowBytes]);
    }

    @Override
    protected void drain(int bytes) {
      all.put(window, 0, at);
      at = 0;
    }

    byte[] done() {
      drain(0);
      byte[] bytes = new byte[all.position()];
      all.get(0, bytes);
      return bytes;
    }
  }

  private static final class In extends RecordInput {
    private final ByteBuffer all;

    In(byte[] bytes, int windowBytes) {
      super(new byte[windowBytes]);
      this.all = ByteBuffer.wrap(bytes);
    }

    @Override
    protected void fill(int bytes) {
      System.arraycopy(window, at, window, 0, limit - at);
      limit -= at;
      at = 0;
      int n = Math.min(window.length - limit, all.remaining());
      all.get(window, limit, n);
      limit += n;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 13, 64, 4096})
  void everyTypeComesBackThroughWindowsOfAnySize(int windowBytes) {
    SplittableRandom random = new SplittableRandom(windowBytes);
    All value = random(random);
    RecordCodec<All> codec = RecordCodec.of(All.class);

    Out out = new Out(windowBytes);
    codec.write(value, out);
    byte[] bytes = out.done();
    All back = codec.read(new In(bytes, windowBytes));

    assertThat(bytes).hasSize((int) codec.size(value));
    assertThat(back).usingRecursiveComparison().isEqualTo(value);
  }

  private static All random(SplittableRandom random) {
    double[] doubles = random.doubles(131).toArray();
    float[] floats = new float[257];
    short[] shorts = new short[77];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) random.nextDouble();
      shorts[i % shorts.length] = (short) random.nextInt();
    }
    return new All(
        true,
        (byte) -3,
        (short) -300,
        'x',
        random.nextInt(),
        random.nextLong(),
        -0.5f,
        Double.MIN_VALUE,
        "fünf Fasern",
        Color.GREEN,
        new Inner(7, ""),
        List.of(new Inner(1, "a"), new Inner(2, "b")),
        Optional.of("here"),
        Optional.empty(),
        new boolean[] {true, false, true},
        new byte[] {1, 2, 3},
        shorts,
        random.ints(33).toArray(),
        random.longs(21).toArray(),
        floats,
        doubles);
  }

  @Test
  void aTypeWithoutAFormIsRefusedByName() {
    assertThatThrownBy(() -> RecordCodec.of(Unfit.class))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("anything");
  }
}
