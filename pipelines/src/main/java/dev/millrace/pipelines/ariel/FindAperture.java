package dev.millrace.pipelines.ariel;

import dev.millrace.engine.model.Emitter;
import dev.millrace.engine.model.Stage;
import dev.millrace.engine.model.StageContext;

/// Finds where the star's light falls: the AIRS rows from the white light of every sixteenth
/// channel over the whole visit, the FGS1 square from a coarse grid and a cross through the star.
///
/// @param rule how the AIRS rows are chosen
/// @param threshold rows belong to the aperture while their white light is at least this share of
///   the brightest row's
/// @param firstRow for [ApertureRule#ROWS]
/// @param lastRow for [ApertureRule#ROWS], inclusive
/// @param fgsSize side of the FGS1 square, pixels
record FindAperture(
    ApertureRule rule, double threshold, int firstRow, int lastRow, int fgsSize, PixelRules rules)
    implements Stage<Visit, Apertures> {

  @Override
  public void apply(Visit visit, StageContext context, Emitter<? super Apertures> out) {
    Apertures.Rows rows = new RowFinder(this, visit, context).find();
    Apertures.Square square = new SquareFinder(this, visit, context).find();
    out.emit(new Apertures(visit, rows, square));
  }
}
