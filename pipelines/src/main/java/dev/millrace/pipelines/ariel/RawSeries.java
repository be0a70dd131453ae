package dev.millrace.pipelines.ariel;

import dev.millrace.engine.memory.Scratch;
import dev.millrace.formats.parquet.ColumnCursor;
import dev.millrace.formats.parquet.ParquetFile;

/// The reads of one pixel as they come from the file: either codes into a table of the distinct
/// readings, when the file's dictionary covers the whole series, or the readings themselves.
///
/// Whatever depends on the reading alone can then be worked out once for each distinct one. Buffers
/// are scratch: the next pixel overwrites them. One thread.
final class RawSeries {
  private static final int LARGEST_TABLE = 1 << 16;

  private final Scratch scratch;
  private final int frames;
  private final short[] codes;
  private short[] readings = {};
  private int entries;

  RawSeries(Scratch scratch, int frames) {
    this.scratch = scratch;
    this.frames = frames;
    this.codes = scratch.shorts("raw.codes", frames);
  }

  int frames() {
    return frames;
  }

  /// Whether the series is codes into [#readings].
  boolean hasTable() {
    return entries > 0;
  }

  /// Distinct readings; 0 without a table.
  int entries() {
    return entries;
  }

  /// @return [entry] uint16, ADU; at least [#entries] long
  short[] readings() {
    return readings;
  }

  /// @return [frame] codes with a table, else uint16, ADU; at least [#frames] long
  short[] codes() {
    return codes;
  }

  int adu(int frame) {
    int code = codes[frame] & 0xffff;
    return hasTable() ? readings[code] & 0xffff : code;
  }

  /// Reads a column that has one row for every frame.
  void read(ParquetFile file, int column) {
    ColumnCursor cursor = file.cursor(column);
    entries = 0;
    if (cursor.isDictionary() && cursor.dictionarySize() <= LARGEST_TABLE) {
      int dictionary = cursor.dictionaryId();
      int size = cursor.dictionarySize();
      readings = scratch.shorts("raw.readings", size);
      cursor.readDictionary(readings);
      int at = 0;
      while (at < frames && cursor.isDictionary() && cursor.dictionaryId() == dictionary) {
        at += cursor.readIndices(codes, at, frames - at);
      }
      if (at == frames) {
        entries = size;
        return;
      }
      cursor = file.cursor(column);
    }
    cursor.readShorts(codes, 0, frames);
  }

  /// Takes codes and their table from memory.
  ///
  /// @param codesOfFrames [frame]
  /// @param table [entry] uint16, ADU; at least one
  void take(short[] codesOfFrames, short[] table) {
    readings = scratch.shorts("raw.readings", table.length);
    System.arraycopy(table, 0, readings, 0, table.length);
    System.arraycopy(codesOfFrames, 0, codes, 0, frames);
    entries = table.length;
  }

  /// Takes readings from memory.
  ///
  /// @param adu [offset + frame] uint16, ADU
  void take(short[] adu, int offset) {
    entries = 0;
    System.arraycopy(adu, offset, codes, 0, frames);
  }
}
