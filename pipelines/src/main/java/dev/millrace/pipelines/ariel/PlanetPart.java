package dev.millrace.pipelines.ariel;

import java.util.List;

/// A piece of a planet's result in the order of the product: the pieces of its visits, then the
/// planet's spectrum.
///
/// @param curve a piece of a visit; empty in the last piece
/// @param spectrum the planet's spectrum in the last piece, else empty
record PlanetPart(long planet, List<CurvePart> curve, List<PlanetSpectrum> spectrum) {}
