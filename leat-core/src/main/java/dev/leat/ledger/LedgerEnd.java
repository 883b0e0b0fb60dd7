package dev.leat.ledger;

import dev.leat.event.Position;
import org.jspecify.annotations.Nullable;

/**
 * Where a ledger ends. Immutable.
 *
 * @param last position of the last event, {@link Position#START} for an empty ledger
 * @param resume token behind which the change stream continues the ledger without gap or double; null when there is
 *     none: the ledger is new, or a backfill or repair was cut short, and the event collection must be compared
 * @param coveredTo up to where the ledger is known to hold every committed event
 */
public record LedgerEnd(Position last, @Nullable ResumeToken resume, ClusterTime coveredTo) {}
