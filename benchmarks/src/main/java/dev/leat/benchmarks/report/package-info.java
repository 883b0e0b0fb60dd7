/** What the benchmark tells: progress, a table, targets, and rows of JSON. Start with {@link dev.leat.benchmarks.report.Row}. */
@NullMarked
package dev.leat.benchmarks.report;

import org.jspecify.annotations.NullMarked;
