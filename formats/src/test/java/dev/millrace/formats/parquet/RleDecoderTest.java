package dev.millrace.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.engine.errors.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RleDecoderTest {
  private static final int[] SIZES = {0, 1, 7, 8, 9, 15, 16, 17, 31, 61, 64, 127, 1009};

  private static final PageDamage DAMAGE =
      new PageDamage() {
        @Override
        public DataException damaged(String detail) {
          return new DataException("test-damaged", detail);
        }

        @Override
        public DataException unsupported(String feature) {
          return new DataException("test-unsupported", feature);
        }
      };

  /// Packs values bit by bit: the oracle of every unpacking loop.
  private static ByteBuffer packed(int[] values, int width) {
    ByteBuffer buffer = buffer((values.length * width + 7) / 8 + 8);
    for (int i = 0; i < values.length; i++) {
      for (int b = 0; b < width; b++) {
        int bit = i * width + b;
        if ((values[i] >>> b & 1) != 0) {
          buffer.put(bit >>> 3, (byte) (buffer.get(bit >>> 3) | 1 << (bit & 7)));
        }
      }
    }
    return buffer;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes + PageWindow.SLACK).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int[] random(SplittableRandom random, int count, int width) {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = (int) (random.nextLong() & ((1L << width) - 1)) & Integer.MAX_VALUE;
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void packedShortsEqualTheirPlainTwin(int width) {
    SplittableRandom random = new SplittableRandom(width);
    for (int size : SIZES) {
      int[] expected = random(random, 8 * ((size + 7) / 8), width);
      ByteBuffer source = packed(expected, width);
      short[] fast = new short[expected.length + 3];
      int[] fastInts = new int[expected.length + 3];
      int[] plain = new int[expected.length + 3];
      int last = (1 << width) - 1;
      assertThat(RleBits.unpack(source, 0, width, last, fast, 3, expected.length / 8))
          .isNotNegative();
      assertThat(RleBits.unpack(source, 0, width, last, fastInts, 3, expected.length / 8))
          .isNotNegative();
      assertThat(RleBits.unpackAny(source, 0, 0, width, last, plain, 3, expected.length))
          .isNotNegative();
      for (int i = 0; i < expected.length; i++) {
        assertThat(plain[i + 3]).isEqualTo(expected[i]);
        assertThat(fastInts[i + 3]).isEqualTo(expected[i]);
        assertThat(fast[i + 3] & 0xffff).isEqualTo(expected[i]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32})
  void aValueBeyondTheLastIsFoundWhereverItStands(int width) {
    int last = (int) ((1L << Math.min(width, 31)) - 2);
    for (int at = 0; at < 16; at++) {
      int[] values = new int[16];
      java.util.Arrays.fill(values, last);
      ByteBuffer legal = packed(values, width);
      assertThat(RleBits.unpack(legal, 0, width, last, new int[16], 0, 2)).isNotNegative();
      values[at] = last + 1;
      ByteBuffer source = packed(values, width);
      assertThat(RleBits.unpack(source, 0, width, last, new int[16], 0, 2)).isNegative();
      assertThat(RleBits.unpackAny(source, 0, 0, width, last, new int[16], 0, 16)).isNegative();
      if (width <= 16) {
        assertThat(RleBits.unpack(legal, 0, width, last, new short[16], 0, 2)).isNotNegative();
        assertThat(RleBits.unpack(source, 0, width, last, new short[16], 0, 2)).isNegative();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 8, 11, 16, 19, 31})
  void stepsOfAnySizeGiveTheSameValues(int width) {
    for (int seed = 0; seed < 40; seed++) {
      SplittableRandom random = new SplittableRandom(1000L * width + seed);
      int[] expected = new int[2000];
      ByteBuffer source = buffer(20_000);
      int end = hybrid(random, width, expected, source);
      int last = (int) ((1L << width) - 1);
      RleDecoder ints = new RleDecoder(DAMAGE, "values");
      ints.start(source, 0, end, width, last);
      RleDecoder shorts = new RleDecoder(DAMAGE, "values");
      shorts.start(source, 0, end, width, last);
      int[] values = new int[expected.length];
      short[] narrow = new short[expected.length];
      for (int at = 0; at < expected.length; ) {
        int n = Math.min(expected.length - at, random.nextInt(100));
        ints.read(values, at, n);
        shorts.read(narrow, at, n);
        at += n;
      }
      assertThat(values).as("width %d seed %d", width, seed).isEqualTo(expected);
      for (int i = 0; i < expected.length; i++) {
        assertThat(narrow[i]).isEqualTo((short) expected[i]);
      }
    }
  }

  /// Writes random runs and groups, the last group cut after its last value.
  private static int hybrid(SplittableRandom random, int width, int[] values, ByteBuffer target) {
    target.clear();
    for (int at = 0; at < values.length; ) {
      int left = values.length - at;
      if (random.nextBoolean()) {
        int run = Math.min(left, 1 + random.nextInt(70));
        int value = random(random, 1, width)[0];
        java.util.Arrays.fill(values, at, at + run, value);
        varint(target, run << 1);
        for (int b = 0; b < width; b += 8) {
          target.put((byte) (value >>> b));
        }
        at += run;
      } else {
        int groups = Math.min((left + 7) / 8, 1 + random.nextInt(9));
        int n = Math.min(left, 8 * groups);
        int[] part = random(random, n, width);
        System.arraycopy(part, 0, values, at, n);
        varint(target, groups << 1 | 1);
        ByteBuffer bits = packed(part, width);
        int bytes = n < 8 * groups ? (n * width + 7) / 8 : groups * width;
        target.put(target.position(), bits, 0, bytes).position(target.position() + bytes);
        at += n;
      }
    }
    return target.position();
  }

  private static void varint(ByteBuffer target, int value) {
    int left = value;
    for (; left >= 0x80; left >>>= 7) {
      target.put((byte) (left | 0x80));
    }
    target.put((byte) left);
  }

  @Test
  void dataThatEndsEarlyIsDamage() {
    RleDecoder decoder = new RleDecoder(DAMAGE, "levels");
    ByteBuffer source = buffer(8).put(0, (byte) 6).put(1, (byte) 1);
    decoder.start(source, 0, 2, 1, 1);
    decoder.read(new int[3], 0, 3);
    assertThatThrownBy(() -> decoder.read(new int[1], 0, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("levels end early");
  }

  @Test
  void anEmptyDictionaryHasNoIndex() {
    RleDecoder decoder = new RleDecoder(DAMAGE, "indices");
    decoder.start(buffer(8), 0, 0, 0, -1);
    assertThatThrownBy(() -> decoder.read(new short[1], 0, 1)).isInstanceOf(DataException.class);
  }
}
