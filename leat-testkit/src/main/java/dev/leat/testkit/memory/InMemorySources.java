package dev.leat.testkit.memory;

import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Change streams and scans over {@link InMemoryEvents}. Thread-safe. A token is a point in logical time. */
final class InMemorySources implements SourceStream {

    private static final String LOST = "the history up to the token is forgotten";

    private final Database database;
    private final Function<SourceId, InMemoryEvents> collections;

    InMemorySources(Database database, Function<SourceId, InMemoryEvents> collections) {
        this.database = database;
        this.collections = collections;
    }

    private static ResumeToken token(ClusterTime time) {
        return new ResumeToken(Long.toHexString(time.value()));
    }

    private static ClusterTime timeOf(ResumeToken token) {
        return new ClusterTime(Long.parseUnsignedLong(token.value(), 16));
    }

    @Override
    public Opened openAfter(SourceId source, ResumeToken token) {
        InMemoryEvents events = collections.apply(source);
        return database.locked(() -> {
            ClusterTime time = timeOf(token);
            return events.remembers(time)
                    ? new Opened.Ready(new EventsCursor(events, time))
                    : new Opened.HistoryLost(LOST);
        });
    }

    @Override
    public Started openNow(SourceId source) {
        InMemoryEvents events = collections.apply(source);
        return database.locked(() -> {
            ClusterTime now = database.clusterTime();
            return new Started(new EventsCursor(events, now), token(now));
        });
    }

    @Override
    public Scan scan(SourceId source) {
        return new EventsScan(collections.apply(source));
    }

    private final class EventsCursor implements Cursor {

        private final InMemoryEvents events;
        private ClusterTime at;

        EventsCursor(InMemoryEvents events, ClusterTime at) {
            this.events = events;
            this.at = at;
        }

        @Override
        public Polled poll(int maxEvents, Duration maxWait) {
            return database.locked(() -> {
                int from = events.indexBehind(at);
                database.await(() -> events.hasFrom(from) || !events.remembers(at), maxWait);
                if (!events.remembers(at)) {
                    return new Polled.HistoryLost(LOST);
                }
                List<StoredEvent> found = events.from(from, maxEvents);
                at = found.size() == maxEvents ? found.getLast().committedAt() : database.clusterTime();
                return new Polled.Events(pointersOf(found), token(at), at);
            });
        }

        @Override
        public void close() {}
    }

    private final class EventsScan implements Scan {

        private final InMemoryEvents events;
        private int next;

        EventsScan(InMemoryEvents events) {
            this.events = events;
        }

        @Override
        public Chunk next(int maxEvents) {
            return database.locked(() -> {
                List<StoredEvent> found = events.from(next, maxEvents);
                next += found.size();
                return new Chunk(pointersOf(found), !events.hasFrom(next), database.clusterTime());
            });
        }

        @Override
        public void close() {}
    }

    private static List<Pointer> pointersOf(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::pointer).toList();
    }
}
