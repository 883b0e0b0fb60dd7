/**
 * Replicas as processes: what runs inside one, the lines it exchanges with the benchmark, and the fleet that the
 * benchmark holds. Start with {@link dev.leat.benchmarks.replica.Fleet}.
 */
@NullMarked
package dev.leat.benchmarks.replica;

import org.jspecify.annotations.NullMarked;
