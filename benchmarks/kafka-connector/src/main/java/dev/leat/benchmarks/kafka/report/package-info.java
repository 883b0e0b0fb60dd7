/** What one comparison measured, as text and as JSON. Start with {@link dev.leat.benchmarks.kafka.report.Outcome}. */
@NullMarked
package dev.leat.benchmarks.kafka.report;

import org.jspecify.annotations.NullMarked;
