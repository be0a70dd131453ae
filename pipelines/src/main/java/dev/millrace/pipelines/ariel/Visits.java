package dev.millrace.pipelines.ariel;

import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.errors.UsageException;
import dev.millrace.engine.io.InputRoot;
import dev.millrace.engine.model.Dataset;
import dev.millrace.engine.model.Source;
import dev.millrace.engine.model.SourceContext;
import dev.millrace.engine.model.WorkingSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The visits of the planets in the competition's folder: planets by ascending number, the visits
/// of a planet next to each other. What is no planet's folder is passed over ([ValidateVisit] names
/// it); a planet whose files are missing is still an item, which fails.
///
/// @param planets ids, or how many, or a file of ids; all if empty
/// @param firstOnly visit 0 of every planet, whatever others there are
record Visits(
    ArielOptions.Split split,
    List<String> planets,
    boolean firstOnly,
    Optional<Integer> airsFrames,
    Optional<Integer> fgsFrames,
    Footprint footprint)
    implements Source<Visit> {
  private static final Pattern PLANET_FOLDER = Pattern.compile("(0|[1-9][0-9]{0,17})/");
  private static final Pattern VISIT_FILE =
      Pattern.compile("(?:AIRS-CH0|FGS1)_(?:signal|calibration)_([0-9]{1,4})(?:\\.parquet|/)");
  private static final Pattern IDS = Pattern.compile("[0-9]+(?:\\.0*)?");

  Visits {
    planets = List.copyOf(planets);
  }

  static Visits of(ArielOptions options, Footprint footprint) {
    ArielOptions.Selection selection = options.selection();
    boolean first =
        options.mode() == ArielOptions.Mode.COMPAT
            || selection.visits() == ArielOptions.Visited.FIRST;
    return new Visits(
        selection.split(),
        selection.planets(),
        first,
        selection.airsFrames(),
        selection.fgsFrames(),
        footprint);
  }

  @Override
  public Dataset<Visit> open(SourceContext context) {
    InputRoot input = context.input();
    long[] chosen = chosen(input, found(input, split));
    List<Visit> visits = new ArrayList<>(chosen.length);
    for (long planet : chosen) {
      for (int visit : visitsOf(input, planet)) {
        visits.add(new Visit(split, planet, visit));
      }
    }
    AxisInfo axis = new AxisInfo.Side().load(context);
    WorkingSet each =
        footprint.of(
            airsFrames.orElse(axis.frames(Detector.AIRS_CH0)),
            fgsFrames.orElse(axis.frames(Detector.FGS1)));
    return new Listed(List.copyOf(visits), each);
  }

  /// The planets of the folder, ascending.
  static long[] found(InputRoot input, ArielOptions.Split split) {
    if (!input.exists(split.folder())) {
      throw new DataException(
          "ariel.folder",
          "\"%s\" has no folder \"%s\"; --input is the competition's folder, see also --split"
              .formatted(input.display(), split.folder()));
    }
    long[] found =
        input.list(split.folder()).stream()
            .map(PLANET_FOLDER::matcher)
            .filter(Matcher::matches)
            .mapToLong(name -> Long.parseLong(name.group(1)))
            .sorted()
            .toArray();
    if (found.length == 0) {
      throw new DataException(
          "ariel.folder",
          "\"%s/%s\" holds no planet's folder".formatted(input.display(), split.folder()));
    }
    return found;
  }

  /// Names beside the planets' folders that belong to no planet.
  static List<String> strays(InputRoot input, ArielOptions.Split split) {
    return input.list(split.folder()).stream()
        .filter(name -> !PLANET_FOLDER.matcher(name).matches())
        .toList();
  }

  /// @return visit numbers, ascending; at least visit 0
  private int[] visitsOf(InputRoot input, long planet) {
    TreeSet<Integer> numbers = new TreeSet<>();
    if (!firstOnly) {
      for (String name : input.list(split.folder() + "/" + planet)) {
        Matcher file = VISIT_FILE.matcher(name);
        if (file.matches()) {
          numbers.add(Integer.parseInt(file.group(1)));
        }
      }
    }
    if (numbers.isEmpty()) {
      numbers.add(0);
    }
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  private long[] chosen(InputRoot input, long[] found) {
    if (planets.isEmpty()) {
      return found;
    }
    if (planets.size() == 1 && !IDS.matcher(planets.getFirst()).matches()) {
      String key = planets.getFirst();
      if (!input.exists(key)) {
        throw new UsageException(
            "ariel.planets",
            "--planets %s: neither a number, nor ids, nor a file in %s"
                .formatted(key, input.display()));
      }
      List<String> words =
          Arrays.stream(NumberTable.text(input, key).split("[\\s,;]+"))
              .filter(word -> !word.isEmpty() && !word.equals("planet_id"))
              .toList();
      return listed(words, found);
    }
    if (planets.size() == 1) {
      long number = id(planets.getFirst());
      if (Arrays.binarySearch(found, number) < 0) {
        return Arrays.copyOf(found, (int) Math.min(requirePositive(number), found.length));
      }
    }
    return listed(planets, found);
  }

  private static long[] listed(List<String> words, long[] found) {
    TreeSet<Long> ids = new TreeSet<>();
    for (String word : words) {
      long id = id(word);
      if (Arrays.binarySearch(found, id) < 0) {
        throw new UsageException(
            "ariel.planets",
            "--planets: the input has no planet " + word + " among " + found.length);
      }
      ids.add(id);
    }
    if (ids.isEmpty()) {
      throw new UsageException("ariel.planets", "--planets: the file lists no planet");
    }
    return ids.stream().mapToLong(Long::longValue).toArray();
  }

  private static long requirePositive(long number) {
    if (number < 1) {
      throw new UsageException("ariel.planets", "--planets " + number + ": at least 1");
    }
    return number;
  }

  private static long id(String word) {
    String text = word.strip();
    if (!IDS.matcher(text).matches() || text.length() > 18) {
      throw new UsageException(
          "ariel.planets", "--planets: \"" + word + "\" is no planet's number");
    }
    int point = text.indexOf('.');
    return Long.parseLong(point < 0 ? text : text.substring(0, point));
  }

  private record Listed(List<Visit> visits, WorkingSet each) implements Dataset<Visit> {
    @Override
    public long size() {
      return visits.size();
    }

    @Override
    public Visit item(long index) {
      return visits.get((int) index);
    }

    @Override
    public String name(long index) {
      return item(index).title();
    }

    @Override
    public WorkingSet workingSet(long index) {
      return each;
    }
  }
}
