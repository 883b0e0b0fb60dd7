/**
 * How events become one commit: limits of a batch and the fold of a batch in memory. Start with
 * {@link dev.leat.batch.BatchFold}.
 */
@NullMarked
package dev.leat.batch;

import org.jspecify.annotations.NullMarked;
