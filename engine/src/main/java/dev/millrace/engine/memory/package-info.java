/// Counted memory: pools that can say no, and the reusable buffers cut from them.
@NullMarked
package dev.millrace.engine.memory;

import org.jspecify.annotations.NullMarked;
