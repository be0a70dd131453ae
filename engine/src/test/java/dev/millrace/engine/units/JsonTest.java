package dev.millrace.engine.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void printsKeysInTheirOrderOverSeveralLines() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("run", "r1");
    map.put("items", 12L);
    map.put("products", List.of(Map.of("path", "a\"b\\c\n")));
    map.put("none", null);
    map.put("empty", List.of());
    assertThat(Json.print(map))
        .isEqualTo(
            """
            {
              "run": "r1",
              "items": 12,
              "products": [
                {
                  "path": "a\\"b\\\\c\\n"
                }
              ],
              "none": null,
              "empty": []
            }\
            """);
    assertThat(Json.printLine(map))
        .isEqualTo(
            "{\"run\":\"r1\",\"items\":12,\"products\":[{\"path\":\"a\\\"b\\\\c\\n\"}],"
                + "\"none\":null,\"empty\":[]}");
  }

  @Test
  void numbersThatJsonLacksAreNull() {
    assertThat(
            Json.printLine(
                List.of(Double.NaN, Double.POSITIVE_INFINITY, Float.NaN, 1.5, 1e300, 7, 0.1f)))
        .isEqualTo("[null,null,null,1.5,1.0E300,7,0.1]");
  }

  @Test
  void refusesOtherTypes() {
    assertThatThrownBy(() -> Json.print(List.of(new Object())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no JSON for a java.lang.Object");
    assertThatThrownBy(() -> Json.print(Map.of(1, 2))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsEveryForm() {
    assertThat(Json.parse(" [0, -0, -12, 1e2, 0.5, true, false, null, \"\\u00e9\\/\\t\", {} ] "))
        .isEqualTo(
            Arrays.asList(0L, -0.0, -12L, 100.0, 0.5, true, false, null, "\u00e9/\t", Map.of()));
    assertThat(Json.parse("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(Json.parse("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(Json.parse("9223372036854775808")).isEqualTo(0x1p63);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\":1,\"a\":2}",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "nul",
        "'a'",
        "\"a",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\n\"",
        "[1] 2",
        "{a:1}",
        "NaN",
        "-"
      })
  void refusesWhatIsNotJson(String text) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not JSON: line ");
  }

  @Test
  void namesThePlace() {
    assertThatThrownBy(() -> Json.parse("{\n  \"a\": 1\n  \"b\": 2}"))
        .hasMessage("not JSON: line 3, column 3: expected }");
  }

  @Test
  void refusesDepthInsteadOfOverflowing() {
    assertThatThrownBy(() -> Json.parse("[".repeat(100_000)))
        .hasMessageContaining("nested deeper than 256");
  }

  @Test
  void halfSurrogatesStayLegalUtf8() {
    String printed = Json.printLine("a\ud83d\ude00b\ud83d");
    assertThat(printed).isEqualTo("\"a\ud83d\ude00b\\ud83d\"");
    assertThat(new String(printed.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(printed);
  }

  @Test
  void whatIsPrintedReadsBackEqual() {
    for (long seed = 0; seed < 500; seed++) {
      Object value = random(new SplittableRandom(seed), 0);
      assertThat(Json.parse(Json.print(value))).as("seed %d", seed).isEqualTo(value);
      assertThat(Json.parse(Json.printLine(value))).as("seed %d", seed).isEqualTo(value);
    }
  }

  private static @Nullable Object random(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth > 4 ? 5 : 7)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong() >> random.nextInt(64);
      case 3 -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-300, 300));
      case 4 -> string(random);
      case 5 -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(random(random, depth + 1));
        }
        yield list;
      }
      default -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          map.put(string(random), random(random, depth + 1));
        }
        yield map;
      }
    };
  }

  private static String string(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
    }
    return text.toString();
  }
}
