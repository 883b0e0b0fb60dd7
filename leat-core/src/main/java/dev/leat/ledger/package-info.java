/**
 * The ledger: one dense, ordered list of pointers to the events of a source, written by its tailer, read by everyone.
 * Start with {@link dev.leat.ledger.Ledger} and {@link dev.leat.ledger.Entry}.
 */
@NullMarked
package dev.leat.ledger;

import org.jspecify.annotations.NullMarked;
