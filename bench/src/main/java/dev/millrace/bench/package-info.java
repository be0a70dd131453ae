/// Benchmarks and harnesses; each checks its result before it is timed.
@NullMarked
package dev.millrace.bench;

import org.jspecify.annotations.NullMarked;
