/**
 * Whether cost stays flat: with the history, with the projections, with the ledger, with little memory. Each part is a class;
 * start with {@link dev.leat.benchmarks.scale.HistoryPart}.
 */
@NullMarked
package dev.leat.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
