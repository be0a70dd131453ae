package dev.millrace.engine.exec;

import java.util.List;

/// What all phases of a run left.
///
/// @param refusals how often a reservation was refused
/// @param peakReservedBytes the most that was reserved at any time
public record RunResult(List<PhaseResult> phases, long refusals, long peakReservedBytes) {}
