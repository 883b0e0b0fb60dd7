package dev.leat.ledger;

import dev.leat.event.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of pointers at consecutive positions, written as a whole or not at all. Immutable.
 *
 * @param first position of the first pointer, 1 or more
 * @param pointers one or more, in commit order
 * @param token where the change stream stood behind the last pointer; null in an entry that was written from the event
 *     collection itself (backfill, repair): the stream cannot be resumed behind it
 * @param committedAt up to where the source is covered by this entry: just before the commit of its last event, or the
 *     time of reading for an entry that was written from the event collection
 */
public record Entry(
        Position first, List<Pointer> pointers, @Nullable ResumeToken token, ClusterTime committedAt) {

    public Entry {
        if (pointers.isEmpty()) {
            throw new IllegalArgumentException("An entry needs a pointer; this one, at " + first + ", has none.");
        }
        if (first.value() == 0 || first.value() > Long.MAX_VALUE - pointers.size()) {
            throw new IllegalArgumentException("An entry begins at position 1 or later and ends before the last that"
                    + " there can be; this one begins at " + first + " and has " + pointers.size() + " pointers.");
        }
        pointers = List.copyOf(pointers);
    }

    /** Position of the last pointer. */
    public Position last() {
        return first.plus(pointers.size() - 1L);
    }
}
