/**
 * How far a partition is, and how that moves: only together with the read model, in one commit, under the owner's
 * epoch. Start with {@link dev.leat.checkpoint.CheckpointMove}.
 */
@NullMarked
package dev.leat.checkpoint;

import org.jspecify.annotations.NullMarked;
