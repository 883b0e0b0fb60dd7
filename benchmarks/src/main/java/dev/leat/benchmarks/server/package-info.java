/** The MongoDB that is measured, and the CPU time of processes. */
@NullMarked
package dev.leat.benchmarks.server;

import org.jspecify.annotations.NullMarked;
