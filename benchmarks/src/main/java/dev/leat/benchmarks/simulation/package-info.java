/**
 * {@code dev/simulate}: the testkit's deterministic simulation as a program, for more seeds than a test should take. Start
 * with {@link dev.leat.benchmarks.simulation.SimulateCommand}.
 */
@NullMarked
package dev.leat.benchmarks.simulation;

import org.jspecify.annotations.NullMarked;
