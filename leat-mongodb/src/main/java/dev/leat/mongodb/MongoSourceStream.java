package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.MongoCommandException;
import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.model.changestream.FullDocument;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream;
import dev.leat.mongodb.MongoSourceCursor.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Change streams and scans of event collections, projected down to the id and the stream. The pipeline is the same for
 * everybody and always, so a resume token never stops matching it. Thread-safe.
 */
final class MongoSourceStream implements SourceStream {

    /** ChangeStreamHistoryLost, InvalidResumeToken, ChangeStreamFatalError, and QueryPlanKilled by a dropped collection. */
    private static final Set<Integer> HISTORY_LOST = Set.of(286, 260, 280, 175);

    /** Failed checks of the server have no better name; of what Leat sends, only the token can fail them. */
    private static final String BROKEN_TOKEN = "Location";

    private static final Duration AWAIT_ON_OPEN = Duration.ofMillis(500);

    private final MongoNames names;
    private final Sessions sessions;
    private final Function<SourceId, EventMapping> mappings;
    private final boolean splitLargeEvents;

    MongoSourceStream(
            MongoNames names, Sessions sessions, Function<SourceId, EventMapping> mappings, boolean splitLargeEvents) {
        this.names = names;
        this.sessions = sessions;
        this.mappings = mappings;
        this.splitLargeEvents = splitLargeEvents;
    }

    @Override
    public Opened openAfter(SourceId source, ResumeToken token) {
        UUID collection = identityOf(source);
        if (!Objects.equals(collection, Tokens.collectionOf(token))) {
            // The server of a restored database knows nothing of the old collection, and would resume the stream before
            // the restored events.
            return new Opened.HistoryLost("the collection is another than the one that the resume token is of");
        }
        try {
            return new Opened.Ready(cursor(source, collection, watch(source).resumeAfter(Tokens.toBson(token))));
        } catch (HistoryLostException e) {
            return new Opened.HistoryLost(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Started openNow(SourceId source) {
        MongoSourceCursor cursor = cursor(source, identityOf(source), watch(source));
        try {
            // The driver tells no token before the first answer. What comes with it must be seen by the scan, which is
            // opened later and reads at least at that time.
            Start start = Calls.call("opening the change stream of " + source, cursor::skipToToken);
            sessions.absorb(Tokens.toBson(start.passed()));
            return new Started(cursor, start.token());
        } catch (HistoryLostException e) {
            cursor.close();
            throw new StoreUnavailableException("The event collection is being changed: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            cursor.close();
            throw e;
        }
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

    private ChangeStreamIterable<BsonDocument> watch(SourceId source) {
        return names.events(source)
                .watch(pipeline(mappings.apply(source)))
                .fullDocument(FullDocument.DEFAULT)
                .maxAwaitTime(AWAIT_ON_OPEN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private List<Bson> pipeline(EventMapping mapping) {
        List<Bson> stages = new ArrayList<>();
        stages.add(BsonDocument.parse(
                "{$match: {operationType: {$in: ['insert', 'drop', 'rename', 'dropDatabase', 'invalidate']}}}"));
        stages.add(new BsonDocument("$project", MongoSourceCursor.projection(mapping)));
        if (splitLargeEvents) {
            stages.add(BsonDocument.parse("{$changeStreamSplitLargeEvent: {}}"));
        }
        return stages;
    }

    private static MongoSourceCursor cursor(
            SourceId source, @Nullable UUID collection, ChangeStreamIterable<BsonDocument> stream) {
        return Calls.call("opening the change stream of " + source, () -> {
            try {
                return new MongoSourceCursor(source, collection, (MongoChangeStreamCursor<RawBsonDocument>)
                        stream.withDocumentClass(RawBsonDocument.class).cursor());
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
