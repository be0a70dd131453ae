/// Small dense linear algebra for fits with a handful of unknowns; pure functions on arrays.
@NullMarked
package dev.millrace.kernels.linear;

import org.jspecify.annotations.NullMarked;
