/// Raw Ariel detector files to calibrated light curves. Start at [ArielPipeline].
@NullMarked
package dev.millrace.pipelines.ariel;

import org.jspecify.annotations.NullMarked;
