/// The only room that opens files: counted and hashing readers, atomic outputs, the part log.
@NullMarked
package dev.millrace.engine.io;

import org.jspecify.annotations.NullMarked;
