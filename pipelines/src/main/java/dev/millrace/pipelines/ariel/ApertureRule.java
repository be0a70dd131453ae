package dev.millrace.pipelines.ariel;

/// How the light of an AIRS-CH0 channel is collected over the rows.
public enum ApertureRule {
  /// The sum over the rows where the white light is bright enough.
  PROFILE,
  /// The sum over given rows.
  ROWS,
  /// Rows as for PROFILE, weighted by profile over variance (Horne 1986, PASP 98, 609).
  OPTIMAL
}
