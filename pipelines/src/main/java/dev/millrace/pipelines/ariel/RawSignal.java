package dev.millrace.pipelines.ariel;

import dev.millrace.engine.errors.DataException;
import dev.millrace.engine.memory.Scratch;
import dev.millrace.engine.model.StageContext;
import dev.millrace.formats.parquet.ColumnCursor;
import dev.millrace.formats.parquet.ParquetFile;
import java.util.Arrays;
import java.util.Optional;

/// An open signal file, read pixel by pixel, in either of its two layouts.
///
/// **Wide**: a column for every pixel, a row for every frame; the file is pixel-major and a pixel
/// costs its own column only. **Narrow**: one column of frames x pixels values, frame after frame.
/// There, pixels are picked out of a pass over the whole column, as many at a time as
/// [#BLOCK_BYTES] hold, in the order that [#expect] announced: memory stays bounded, a full-size
/// file takes some passes.
final class RawSignal implements AutoCloseable {
  /// Room for pixels picked from a narrow file.
  static final int BLOCK_BYTES = 4 << 20;

  private final Scratch scratch;
  private final ParquetFile file;
  private final Detector detector;
  private final boolean narrow;
  private final int frames;
  private int[] order = {};
  private int[] block = {};
  private short[] picked = {};
  private int next;

  private RawSignal(Scratch scratch, ParquetFile file, Detector detector, int frames) {
    this.scratch = scratch;
    this.file = file;
    this.detector = detector;
    this.narrow = file.columns() == 1;
    this.frames = frames;
  }

  /// @param frames how many the file must have; any number if empty
  /// @throws DataException when the file is missing, damaged or of another shape
  static RawSignal open(
      StageContext context, Visit visit, Detector detector, Optional<Integer> frames) {
    String key = visit.signalKey(detector);
    ParquetFile file = ParquetFile.open(context.open(key), context.scratch(), "signal");
    boolean usable = false;
    try {
      int found = frames(file, detector);
      if (frames.isPresent() && frames.get() != found) {
        throw new DataException(
            "ariel.frames",
            "\"%s\" has %d frames, but --%s-frames says %d"
                .formatted(key, found, detector == Detector.FGS1 ? "fgs" : "airs", frames.get()));
      }
      RawSignal signal = new RawSignal(context.scratch(), file, detector, found);
      usable = true;
      return signal;
    } finally {
      if (!usable) {
        file.close();
      }
    }
  }

  private static int frames(ParquetFile file, Detector detector) {
    int pixels = detector.pixels();
    boolean narrow = file.columns() == 1;
    boolean shaped = narrow ? file.rows() % pixels == 0 : file.columns() == pixels;
    if (!shaped) {
      throw new DataException(
          "ariel.shape",
          "\"%s\" has %d columns and %d rows; expected %d columns, or one column of frames x %d rows"
              .formatted(file.key(), file.columns(), file.rows(), pixels, pixels));
    }
    long frames = narrow ? file.rows() / pixels : file.rows();
    if (frames < 1 || frames > 100_000_000) {
      throw new DataException("ariel.frames", "\"%s\" has %d frames".formatted(file.key(), frames));
    }
    return (int) frames;
  }

  /// The file's name, for messages.
  String key() {
    return file.key();
  }

  int frames() {
    return frames;
  }

  /// The name of a column of a wide file.
  String columnName(int pixel) {
    return file.column(pixel).name();
  }

  boolean isNarrow() {
    return narrow;
  }

  /// Announces which pixels will be read next, in that order.
  void expect(int[] pixels) {
    order = pixels;
    block = new int[0];
  }

  /// Reads all frames of one pixel.
  ///
  /// @param pixel row x columns + column
  void read(int pixel, RawSeries series) {
    if (!narrow) {
      series.read(file, pixel);
      return;
    }
    int place = placeOf(pixel);
    if (place < 0) {
      load(pixel);
      place = placeOf(pixel);
    }
    series.take(picked, place * frames);
  }

  /// Reads the first frames of some pixels.
  ///
  /// @return [pixel][frame] uint16, ADU, in the order of `pixels`; scratch
  short[] head(int[] pixels, int count) {
    short[] head = scratch.shorts("signal.head", pixels.length * count);
    if (!narrow) {
      for (int i = 0; i < pixels.length; i++) {
        file.cursor(pixels[i]).readShorts(head, i * count, count);
      }
      return head;
    }
    short[] frame = scratch.shorts("signal.frame", detector.pixels());
    ColumnCursor cursor = file.cursor(0);
    for (int read = 0; read < count; read++) {
      cursor.readShorts(frame, 0, detector.pixels());
      for (int i = 0; i < pixels.length; i++) {
        head[i * count + read] = frame[pixels[i]];
      }
    }
    return head;
  }

  /// Where the pixel lies in the block; -1 if it does not. Pixels come in order, so the next is
  /// tried first.
  private int placeOf(int pixel) {
    if (next < block.length && block[next] == pixel) {
      return next++;
    }
    for (int place = 0; place < block.length; place++) {
      if (block[place] == pixel) {
        next = place + 1;
        return place;
      }
    }
    return -1;
  }

  /// Picks a pixel, and those that are expected after it, out of the narrow column.
  private void load(int pixel) {
    int room = Math.max(1, BLOCK_BYTES / (Short.BYTES * frames));
    int from = 0;
    while (from < order.length && order[from] != pixel) {
      from++;
    }
    next = 0;
    block =
        from == order.length
            ? new int[] {pixel}
            : Arrays.copyOfRange(order, from, Math.min(order.length, from + room));
    picked = scratch.shorts("signal.picked", block.length * frames);
    short[] frame = scratch.shorts("signal.frame", detector.pixels());
    ColumnCursor cursor = file.cursor(0);
    for (int read = 0; read < frames; read++) {
      cursor.readShorts(frame, 0, detector.pixels());
      for (int place = 0; place < block.length; place++) {
        picked[place * frames + read] = frame[block[place]];
      }
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
