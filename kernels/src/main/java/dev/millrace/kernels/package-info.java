/// Pure functions on arrays: linear algebra, optimisers, statistics, grids.
@NullMarked
package dev.millrace.kernels;

import org.jspecify.annotations.NullMarked;
