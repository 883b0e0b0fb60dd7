/**
 * Results of benchmarks as ratios, beside the ratios of a baseline. Start at
 * {@link dev.leat.benchmarks.compare.CompareCommand}; a further benchmark adds a {@link dev.leat.benchmarks.compare.RatioSource}.
 */
@NullMarked
package dev.leat.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
