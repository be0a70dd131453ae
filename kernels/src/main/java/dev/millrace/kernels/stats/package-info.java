/// Medians, robust scatter and outliers of series; pure functions on arrays.
@NullMarked
package dev.millrace.kernels.stats;

import org.jspecify.annotations.NullMarked;
