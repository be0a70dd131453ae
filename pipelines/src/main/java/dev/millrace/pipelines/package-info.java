/// The pipelines that ship, one package each.
@NullMarked
package dev.millrace.pipelines;

import org.jspecify.annotations.NullMarked;
