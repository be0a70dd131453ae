/// Draws figure data as PNG and HTML.
@NullMarked
package dev.millrace.plots;

import org.jspecify.annotations.NullMarked;
