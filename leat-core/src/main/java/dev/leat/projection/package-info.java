/**
 * Projections: pure folds of events into read-model documents. Start with {@link dev.leat.projection.Projection}.
 */
@NullMarked
package dev.leat.projection;

import org.jspecify.annotations.NullMarked;
