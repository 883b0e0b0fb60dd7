/** The benchmark command: load, replicas as processes, numbers beside the raw bounds. */
@NullMarked
package dev.leat.benchmarks;

import org.jspecify.annotations.NullMarked;
