/// Thin streaming adapters over file formats.
@NullMarked
package dev.millrace.formats;

import org.jspecify.annotations.NullMarked;
