package dev.millrace.engine.model;

/// The limits that this process was started with.
///
/// @param heapBytes `-Xmx`
/// @param nativeBytes what counted native pools may take beside the heap
public record JvmLimits(long heapBytes, long nativeBytes) {}
