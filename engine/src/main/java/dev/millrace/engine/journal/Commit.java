package dev.millrace.engine.journal;

/// A chunk that is done: where its bytes lie. Numbers index the run's phases and part logs.
///
/// @param first first item
/// @param end one past the last item
/// @param offset where the chunk's bytes start in the log
/// @param recordBytes bytes of records; the tail follows them
/// @param tailBytes bytes of the [ChunkTail], and of a fold's state before it
/// @param crc CRC32C over the item headers and the tail; headers hold their records' own CRC32C
public record Commit(
    int phase,
    int log,
    long first,
    long end,
    long offset,
    long recordBytes,
    long stateBytes,
    int tailBytes,
    int crc) {}
