/**
 * The way that events take from the ledger to the projections. {@code ledger} is the way built in: a replica reads the
 * ledger and the event collection ({@link dev.leat.route.LedgerRoute}). Another {@link dev.leat.route.Route} has two parts: a {@link dev.leat.route.Relay},
 * which carries the ledger on to somewhere else, in the one replica that tails; and an {@link dev.leat.route.Intake} for
 * each projection, which brings events from there. Read models, checkpoints, parking and the guarantee are the same.
 */
@NullMarked
package dev.leat.route;

import org.jspecify.annotations.NullMarked;
