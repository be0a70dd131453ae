package dev.millrace.engine.io;

/// What is known of one input file that a chunk has read: enough to tell later whether the bytes
/// that were read are still the same.
///
/// @param key relative to the input root
/// @param sizeBytes size of the whole file
/// @param modifiedNanos believed without reading again while size, this and `inode` are unchanged
/// @param inode the file's number on its device; 0 where the system has none
/// @param spans positions and lengths of the reads in their order: `[pos0, len0, pos1, len1, ...]`
/// @param crc CRC32C of the bytes in the order of `spans`
public record FileIdentity(
    String key, long sizeBytes, long modifiedNanos, long inode, long[] spans, int crc) {}
