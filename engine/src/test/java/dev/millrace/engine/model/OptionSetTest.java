package dev.millrace.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.engine.errors.UsageException;
import dev.millrace.engine.units.DataSize;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionSetTest {
  enum Mode {
    COMPAT,
    SOUND,
    FULL_FRAME
  }

  record Aperture(
      @Option(
              value = "Rows of the spatial window",
              byDefault = "7",
              unit = "rows",
              min = 1,
              max = 32)
          int apertureRows,
      @Option(value = "Sigmas", byDefault = "4.5", min = 0) double clip) {}

  record Options(
      @Option(value = "Numerics", byDefault = "sound") Mode mode,
      @Option(value = "Frames kept", byDefault = "120", unit = "frames", min = 2) int airsFrames,
      @Option(value = "Correct dark", byDefault = "true") boolean dark,
      @Option("Be thorough") boolean thorough,
      @Option("Planets to take") List<String> planets,
      @Option(value = "Wavelengths", unit = "um") Optional<Double> redEnd,
      @Option("Aperture") Aperture aperture,
      @Option(value = "Buffer", byDefault = "64k", max = 1 << 20) DataSize buffer,
      @Option(value = "Exposure", byDefault = "1m30s", min = 1) Duration exposure,
      @Option(value = "Lost", byDefault = "0", unit = "share", min = 0, max = 1, name = "max-lost")
          double lost,
      @Option("Truth") Optional<String> truth) {
    Options {
      if (aperture.apertureRows() > airsFrames) {
        throw new IllegalArgumentException("--aperture-rows is more than --airs-frames");
      }
    }
  }

  record Needs(@Option(value = "Wavelength grid", unit = "nm", min = 1) int grid) {}

  private final OptionSet<Options> set = OptionSet.of(Options.class);

  @Test
  void defaultsAreThoseOfTheAnnotations() {
    assertThat(set.defaults())
        .isEqualTo(
            new Options(
                Mode.SOUND,
                120,
                true,
                false,
                List.of(),
                Optional.empty(),
                new Aperture(7, 4.5),
                DataSize.kibibytes(64),
                Duration.ofSeconds(90),
                0,
                Optional.empty()));
  }

  @Test
  void entriesAreFlatKebabCaseAndInOrder() {
    assertThat(set.entries())
        .extracting(OptionSet.Entry::name)
        .containsExactly(
            "mode",
            "airs-frames",
            "dark",
            "thorough",
            "planets",
            "red-end",
            "aperture-rows",
            "clip",
            "buffer",
            "exposure",
            "max-lost",
            "truth");
    assertThat(set.entries().get(6).group()).isEqualTo("Aperture");
    assertThat(set.entries().getFirst().choices()).containsExactly("compat", "sound", "full-frame");
  }

  @Test
  void readsEveryKindAndPrintsItBack() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("mode", "full-frame");
    texts.put("airs-frames", "64");
    texts.put("dark", "false");
    texts.put("thorough", "true");
    texts.put("planets", "17,23");
    texts.put("red-end", "3.8");
    texts.put("aperture-rows", "5");
    texts.put("clip", "1.0E-20");
    texts.put("buffer", "1m");
    texts.put("exposure", "2h");
    texts.put("max-lost", "0.02");
    texts.put("truth", "a b");
    Options options = set.read(texts);
    assertThat(options)
        .isEqualTo(
            new Options(
                Mode.FULL_FRAME,
                64,
                false,
                true,
                List.of("17", "23"),
                Optional.of(3.8),
                new Aperture(5, 1e-20),
                DataSize.mebibytes(1),
                Duration.ofHours(2),
                0.02,
                Optional.of("a b")));
    assertThat(set.read(set.text(options))).isEqualTo(options);
    assertThat(set.text(options).keySet()).isEqualTo(texts.keySet());
    assertThat(set.read(set.text(set.defaults()))).isEqualTo(set.defaults());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "airs-frames | 1       | --airs-frames 1: must be a whole number, at least 2 frames",
        "airs-frames | 2.5     | --airs-frames 2.5: must be a whole number, at least 2 frames",
        "airs-frames | 5e9     | --airs-frames 5e9: must be a whole number, at least 2 frames",
        "aperture-rows | 33    | --aperture-rows 33: must be 1 to 32 rows",
        "clip        | NaN     | --clip NaN: must be a number, at least 0",
        "clip        | 1e999   | --clip 1e999: must be a number, at least 0",
        "mode        | soudn   | --mode soudn: must be one of compat, sound, full-frame; did you"
            + " mean sound?",
        "dark        | maybe   | --dark maybe: must be true or false",
        "buffer      | 2m      | --buffer 2m: must be a size such as 512m or 2g, at most 1m",
        "buffer      | much    | --buffer much: must be a size such as 512m or 2g, at most 1m",
        "exposure    | 10ms    | --exposure 10ms: must be a duration such as 90s, 15m or 2h, at"
            + " least 1s",
        "max-lost    | 120%    | --max-lost 120%: must be 0 to 1, or a percentage such as 2%",
        "planets     | a,,b    | --planets \"\": must be a list separated by commas, each text",
        "aperture-row| 3       | unknown option --aperture-row; did you mean --aperture-rows?",
        "darkk       | 3       | unknown option --darkk; did you mean --dark?",
        "xyz         | 3       | unknown option --xyz",
      })
  void refusesWithOptionValueAndWhatIsLegal(String name, String text, String message) {
    assertThatThrownBy(() -> set.read(Map.of(name, text)))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  @Test
  void aShareMayBeAPercentage() {
    assertThat(set.read(Map.of("max-lost", "2%")).lost()).isEqualTo(0.02);
    assertThat(set.read(Map.of("max-lost", "12.5 %")).lost()).isEqualTo(0.125);
  }

  @Test
  void theRecordsOwnChecksSpeakToUsers() {
    assertThatThrownBy(() -> set.read(Map.of("airs-frames", "3")))
        .isInstanceOf(UsageException.class)
        .hasMessage("--aperture-rows is more than --airs-frames");
  }

  @Test
  void aRequiredOptionIsAskedFor() {
    OptionSet<Needs> needs = OptionSet.of(Needs.class);
    assertThat(needs.entries().getFirst().required()).isTrue();
    assertThatThrownBy(() -> needs.read(Map.of()))
        .isInstanceOf(UsageException.class)
        .hasMessage("--grid is missing: Wavelength grid, a whole number, at least 1 nm");
  }

  record NoAnnotation(int x) {}

  record BadDefault(@Option(value = "x", byDefault = "0", min = 1) int x) {}

  record Twice(@Option("x") int clip, @Option("y") Aperture aperture) {}

  record BadType(@Option("x") float x) {}

  @Test
  void refusesRecordsThatAreNoOptions() {
    assertThatThrownBy(() -> OptionSet.of(NoAnnotation.class))
        .hasMessageContaining("has no @Option");
    assertThatThrownBy(() -> OptionSet.of(BadDefault.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the default of --x: --x 0: must be a whole number, at least 1");
    assertThatThrownBy(() -> OptionSet.of(Twice.class)).hasMessageContaining("two options clip");
    assertThatThrownBy(() -> OptionSet.of(BadType.class))
        .hasMessageContaining("no option has the type float");
  }

  @ParameterizedTest
  @CsvSource({
    "aerial, ariel",
    "arial, ariel",
    "GPSAT, gpsat",
    "tab, tabular",
    "dsei, desi",
    "simulation, ",
    "x, ",
    "'', "
  })
  void nearestIsAMistypedWordOrNothing(String word, String near) {
    assertThat(OptionSet.nearest(word, List.of("ariel", "desi", "gpsat", "tabular", "arc")))
        .isEqualTo(Optional.ofNullable(near));
  }
}
