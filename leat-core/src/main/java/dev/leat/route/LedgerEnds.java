package dev.leat.route;

import dev.leat.event.Position;
import dev.leat.ledger.SourceId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where the ends of ledgers were seen last, by any projection of this replica, so that one look at a quiet ledger does
 * for all. Thread-safe.
 */
final class LedgerEnds {

    private final Map<SourceId, Seen> ends = new ConcurrentHashMap<>();

    private record Seen(Position end, long at) {}

    /** Notes that nothing lay behind a position. */
    void seen(SourceId source, Position end, long now) {
        ends.put(source, new Seen(end, now));
    }

    /**
     * Whether somebody has to look again whether there is something behind a position. Who gets a yes is the one to look.
     *
     * @param interval for how many nanoseconds one look does
     */
    boolean isDue(SourceId source, Position position, long now, long interval) {
        AtomicBoolean due = new AtomicBoolean();
        ends.compute(source, (id, seen) -> {
            due.set(seen == null || !seen.end().equals(position) || now - seen.at() >= interval);
            return due.get() ? new Seen(position, now) : seen;
        });
        return due.get();
    }

    /** For how many nanoseconds nobody has to look again. */
    long dueIn(SourceId source, long now, long interval) {
        Seen seen = ends.get(source);
        return seen == null ? 0 : Math.max(0, seen.at() + interval - now);
    }
}
