/// The vocabulary of a pipeline: phases, stages, closings, datasets, options. Descriptions only.
@NullMarked
package dev.millrace.engine.model;

import org.jspecify.annotations.NullMarked;
