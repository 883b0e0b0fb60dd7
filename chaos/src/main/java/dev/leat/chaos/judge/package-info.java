/**
 * The judge, independent of Leat: it knows the event collection and the lists in the documents, and neither
 * ledger nor checkpoints nor folds. Start with {@link dev.leat.chaos.judge.Judge}.
 */
@NullMarked
package dev.leat.chaos.judge;

import org.jspecify.annotations.NullMarked;
