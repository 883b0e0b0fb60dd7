package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.MongoCommandException;
import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.model.changestream.FullDocument;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.HistoryWindow;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Change streams and scans of event collections. Which changes a stream shows is the same for everybody and always, so a
 * resume token never stops matching it; whether it carries whole events or only the id and the stream is a matter of
 * their size. Thread-safe.
 */
final class MongoSourceStream implements SourceStream {

    /** ChangeStreamHistoryLost, InvalidResumeToken, ChangeStreamFatalError, and QueryPlanKilled by a dropped collection. */
    private static final Set<Integer> HISTORY_LOST = Set.of(286, 260, 280, 175);

    /** Failed checks of the server have no better name; of what Leat sends, only the token can fail them. */
    private static final String BROKEN_TOKEN = "Location";

    private static final BsonDocument WANTED = BsonDocument.parse(
            "{$match: {operationType: {$in: ['insert', 'drop', 'rename', 'dropDatabase', 'invalidate']}}}");

    private static final Duration AWAIT_ON_OPEN = Duration.ofMillis(500);

    private final MongoNames names;
    private final Sessions sessions;
    private final Function<SourceId, EventMapping> mappings;
    private final Arrivals arrivals;
    private final boolean splitLargeEvents;
    private final Supplier<HistoryWindow> window;

    MongoSourceStream(
            MongoNames names,
            Sessions sessions,
            Function<SourceId, EventMapping> mappings,
            Arrivals arrivals,
            boolean splitLargeEvents,
            Supplier<HistoryWindow> window) {
        this.arrivals = arrivals;
        this.names = names;
        this.sessions = sessions;
        this.mappings = mappings;
        this.splitLargeEvents = splitLargeEvents;
        this.window = window;
    }

    @Override
    public HistoryWindow window() {
        return window.get();
    }

    @Override
    public Opened openAfter(SourceId source, ResumeToken token) {
        UUID collection = identityOf(source);
        if (!Objects.equals(collection, Tokens.collectionOf(token))) {
            // The server of a restored database knows nothing of the old collection, and would resume the stream before
            // the restored events.
            return new Opened.HistoryLost("the collection is another than the one that the resume token is of");
        }
        boolean bodies = arrivals.takesBodies(source);
        try {
            BsonDocument stored = Tokens.toBson(token);
            return new Opened.Ready(cursor(source, collection, open(source, bodies, stored), stored));
        } catch (HistoryLostException e) {
            return new Opened.HistoryLost(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Started openNow(SourceId source) {
        UUID collection = identityOf(source);
        MongoChangeStreamCursor<RawBsonDocument> cursor = open(source, watch(source, arrivals.takesBodies(source)));
        try {
            // The driver tells no token before the first answer. What comes with it must be seen by the scan, which is
            // opened later and reads at least at that time.
            Start start = Calls.call("opening the change stream of " + source, () -> skipToToken(source, cursor));
            ResumeToken token = Tokens.fromBson(start.token(), collection);
            sessions.absorb(Tokens.toBson(new ClusterTime(passed(start, token))));
            return new Started(cursor(source, collection, cursor, start.token()), token);
        } catch (HistoryLostException e) {
            cursor.close();
            throw new StoreUnavailableException("The event collection is being changed: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            cursor.close();
            throw e;
        }
    }

    /**
     * Where a cursor starts.
     *
     * @param passed time of the last change that the cursor will not show any more; 0 for none
     */
    private record Start(BsonDocument token, long passed) {}

    /** Passes over what the first answer holds. */
    private static Start skipToToken(SourceId source, MongoChangeStreamCursor<RawBsonDocument> cursor) {
        long passed = 0;
        BsonDocument token;
        do {
            RawBsonDocument change = cursor.tryNext();
            if (change != null) {
                Change.refuseLoss(source, change.getString("operationType").getValue());
                passed = change.getTimestamp("clusterTime").getValue();
            }
            token = cursor.getResumeToken();
        } while (token == null || cursor.available() > 0);
        return new Start(token, passed);
    }

    /** Up to where the events lie that the cursor will not show any more. */
    private static long passed(Start start, ResumeToken token) {
        // A token without an event stands in front of its own time, which may be one tick ahead of the server's clock.
        long before = Tokens.timeOf(token).value() - 1;
        return Long.compareUnsigned(start.passed(), before) < 0 ? before : start.passed();
    }

    /** The server's own name for the event collection, new each time one is made; null when there is none. */
    private @Nullable UUID identityOf(SourceId source) {
        return Calls.call("looking up the event collection " + source, () -> {
            BsonDocument found = names.data()
                    .listCollections(BsonDocument.class)
                    .filter(eq("name", source.name()))
                    .first();
            BsonDocument info = found == null ? new BsonDocument() : found.getDocument("info", new BsonDocument());
            return info.containsKey("uuid") ? info.getBinary("uuid").asUuid() : null;
        });
    }

    private MongoSourceCursor cursor(
            SourceId source,
            @Nullable UUID collection,
            MongoChangeStreamCursor<RawBsonDocument> cursor,
            BsonDocument token) {
        ChangeReader reader = new ChangeReader(
                source,
                mappings.apply(source),
                arrivals,
                (bodies, behind) -> open(source, bodies, behind),
                cursor,
                token);
        return new MongoSourceCursor(source, collection, arrivals, reader, Tokens.fromBson(token, collection));
    }

    private MongoChangeStreamCursor<RawBsonDocument> open(SourceId source, boolean bodies, BsonDocument token) {
        return open(source, watch(source, bodies).resumeAfter(token));
    }

    private ChangeStreamIterable<BsonDocument> watch(SourceId source, boolean bodies) {
        return names.events(source)
                .watch(bodies ? List.of(WANTED) : pipeline(mappings.apply(source)))
                .fullDocument(FullDocument.DEFAULT)
                .batchSize(ChangeReader.ANSWER_EVENTS)
                .maxAwaitTime(AWAIT_ON_OPEN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private List<Bson> pipeline(EventMapping mapping) {
        List<Bson> stages = new ArrayList<>();
        stages.add(WANTED);
        stages.add(new BsonDocument("$project", MongoSourceCursor.projection(mapping)));
        if (splitLargeEvents) {
            stages.add(BsonDocument.parse("{$changeStreamSplitLargeEvent: {}}"));
        }
        return stages;
    }

    private static MongoChangeStreamCursor<RawBsonDocument> open(
            SourceId source, ChangeStreamIterable<BsonDocument> stream) {
        return Calls.call("opening the change stream of " + source, () -> {
            try {
                return (MongoChangeStreamCursor<RawBsonDocument>)
                        stream.withDocumentClass(RawBsonDocument.class).cursor();
            } catch (MongoCommandException e) {
                throw lossOrSame(e);
            }
        });
    }

    /** What to throw for a server error of a change stream. */
    static RuntimeException lossOrSame(MongoCommandException e) {
        boolean lost = HISTORY_LOST.contains(e.getErrorCode())
                || e.hasErrorLabel("NonResumableChangeStreamError")
                || e.getErrorCodeName().startsWith(BROKEN_TOKEN);
        return lost ? new HistoryLostException(e.getErrorCodeName() + ": " + Calls.words(e)) : e;
    }

    @Override
    public Scan scan(SourceId source) {
        return Calls.call(
                "scanning " + source,
                () -> new MongoScan(names.events(source), sessions.open(), source, mappings.apply(source)));
    }

    /** The change stream cannot be resumed. */
    static final class HistoryLostException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        HistoryLostException(String message) {
            super(message, null, false, false);
        }
    }
}
