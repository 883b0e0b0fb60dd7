/**
 * Judges what is stored: the history checker reads the event collection, the ledger, the checkpoints, the parked keys
 * and the read models, folds the events anew in the plainest way there is, and tells every difference. It shares no code
 * with the machinery that it judges: no batch, no cache, no keyer, only the projection's own functions. Start with
 * {@link dev.leat.verify.HistoryChecker}.
 *
 * <pre>
 *  VerifiableStores ─► HistoryChecker ─► LedgerCheck      dense, each event once, each stream in order
 *                                    └─► ProjectionCheck  checkpoints, queues, the fold of each key
 *                                            └─► DocumentComparison ─► Finding ─► CheckReport
 * </pre>
 */
@NullMarked
package dev.leat.verify;

import org.jspecify.annotations.NullMarked;
