package dev.leat.verify;

import dev.leat.event.EventId;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.LedgerEnd;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream;
import dev.leat.ledger.SourceStream.Cursor;
import dev.leat.ledger.SourceStream.Opened;
import dev.leat.ledger.SourceStream.Polled;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The events that a tailer will take up next: those that the change stream shows behind the ledger's end. So a ledger
 * that is only behind is told from one that has lost something, whether a tailer is at work or not. Confined to the
 * checker's thread.
 */
final class UntakenEvents {

    private static final int EVENTS_PER_POLL = 2_000;
    private static final Duration WAIT = Duration.ofMillis(500);

    /** Polls without an event after which the stream is given up, although it has not come as far as wanted. */
    private static final int MOST_EMPTY_POLLS = 60;

    private final SourceStream sources;
    private final SourceId source;
    private final Set<EventId> ids = new HashSet<>();
    private String reason = "";

    UntakenEvents(SourceStream sources, SourceId source) {
        this.sources = sources;
        this.source = source;
    }

    Set<EventId> ids() {
        return ids;
    }

    /** Why they could not be read. */
    String reason() {
        return reason;
    }

    /**
     * Reads them.
     *
     * @param upTo a point up to which all of them are wanted
     * @return false when nobody can tell
     */
    boolean read(LedgerEnd end, ClusterTime upTo) {
        if (end.resume() == null) {
            reason = "its last entry was taken from the collection itself";
            return false;
        }
        return switch (sources.openAfter(source, end.resume())) {
            case Opened.HistoryLost lost -> refused(lost.reason());
            case Opened.Ready ready -> {
                try (Cursor cursor = ready.cursor()) {
                    yield read(cursor, upTo);
                }
            }
        };
    }

    private boolean read(Cursor cursor, ClusterTime upTo) {
        int emptyPolls = 0;
        ClusterTime through = ClusterTime.ZERO;
        while (through.isBefore(upTo)) {
            switch (cursor.poll(EVENTS_PER_POLL, WAIT)) {
                case Polled.HistoryLost lost -> {
                    return refused(lost.reason());
                }
                case Polled.Events events -> {
                    events.pointers().stream().map(Pointer::id).forEach(ids::add);
                    through = events.through();
                    emptyPolls = events.pointers().isEmpty() ? emptyPolls + 1 : 0;
                }
            }
            if (emptyPolls > MOST_EMPTY_POLLS) {
                return refused("the change stream stands still");
            }
        }
        return true;
    }

    private boolean refused(String why) {
        reason = why;
        return false;
    }
}
