/// Sizes, durations and JSON text; values without behaviour beyond parsing and printing.
@NullMarked
package dev.millrace.engine.units;

import org.jspecify.annotations.NullMarked;
