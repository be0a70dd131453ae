/// The one exception family that users meet, each with a code, a place and what to do.
@NullMarked
package dev.millrace.engine.errors;

import org.jspecify.annotations.NullMarked;
