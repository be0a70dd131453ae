/// Folders like those of the Ariel Data Challenge 2025, with known truth. Start at
/// [ArielSimulator].
@NullMarked
package dev.millrace.pipelines.ariel.simulate;

import org.jspecify.annotations.NullMarked;
