/// The engine's front door: what a program needs to run a pipeline. The rooms behind it build on
/// each other in one direction only: units, errors, memory and io, model, profile and journal,
/// cost, plan, exec, report.
@NullMarked
package dev.millrace.engine;

import org.jspecify.annotations.NullMarked;
