/// The command line: commands, configuration, exit codes.
@NullMarked
package dev.millrace.cli;

import org.jspecify.annotations.NullMarked;
