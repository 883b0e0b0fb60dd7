/**
 * What is worked on: generated events, the projection of them, and what its read model must be.
 * Start with {@link dev.leat.benchmarks.workload.Workload}.
 */
@NullMarked
package dev.leat.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
