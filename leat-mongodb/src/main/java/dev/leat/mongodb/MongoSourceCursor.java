package dev.leat.mongodb;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoChangeStreamCursor;
import dev.leat.event.EventId;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream.Cursor;
import dev.leat.ledger.SourceStream.Polled;
import dev.leat.mongodb.MongoSourceStream.HistoryLostException;
import dev.leat.partition.Slots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * An open change stream of one source. The server waits on its behalf as long as was said when it was opened, whatever
 * a poll wishes. Confined to the tailer's thread.
 */
final class MongoSourceCursor implements Cursor {

    private static final String STREAM = "s";

    private final SourceId source;
    private final @Nullable UUID collection;
    private final MongoChangeStreamCursor<RawBsonDocument> cursor;
    private @Nullable BsonDocument firstFragment;

    /**
     * Takes over an open cursor.
     *
     * @param collection the identity of the event collection as it was just before; null when there was none
     */
    MongoSourceCursor(SourceId source, @Nullable UUID collection, MongoChangeStreamCursor<RawBsonDocument> cursor) {
        this.source = source;
        this.collection = collection;
        this.cursor = cursor;
    }

    /** The few fields that the tailer needs of a change event. */
    static BsonDocument projection(EventMapping mapping) {
        return new BsonDocument("operationType", new BsonInt32(1))
                .append("clusterTime", new BsonInt32(1))
                .append("documentKey._id", new BsonInt32(1))
                .append(STREAM, new BsonString("$fullDocument." + mapping.stream()));
    }

    /**
     * Passes over what the first answer holds.
     *
     * @return the token behind it, and up to where the events lie that the cursor will not show any more
     */
    Start skipToToken() {
        long passed = 0;
        do {
            BsonDocument change = cursor.tryNext();
            if (change != null) {
                refuseLoss(change);
                passed = change.getTimestamp("clusterTime").getValue();
            }
        } while (cursor.getResumeToken() == null || cursor.available() > 0);
        ResumeToken token = token();
        // A token without an event stands in front of its own time, which may be one tick ahead of the server's clock.
        long before = Tokens.timeOf(token).value() - 1;
        return new Start(token, new ClusterTime(Long.compareUnsigned(passed, before) < 0 ? before : passed));
    }

    /**
     * Where a cursor starts.
     *
     * @param passed the cursor shows every event behind it
     */
    record Start(ResumeToken token, ClusterTime passed) {}

    private ResumeToken token() {
        return Tokens.fromBson(Objects.requireNonNull(cursor.getResumeToken()), collection);
    }

    @Override
    public Polled poll(int maxEvents, Duration maxWait) {
        return Calls.call("reading the change stream of " + source, () -> {
            try {
                return poll(maxEvents);
            } catch (HistoryLostException e) {
                return new Polled.HistoryLost(String.valueOf(e.getMessage()));
            } catch (MongoCommandException e) {
                RuntimeException loss = MongoSourceStream.lossOrSame(e);
                if (loss instanceof HistoryLostException) {
                    return new Polled.HistoryLost(String.valueOf(loss.getMessage()));
                }
                throw loss;
            }
        });
    }

    private Polled poll(int maxEvents) {
        List<Pointer> pointers = new ArrayList<>();
        BsonDocument last = null;
        BsonDocument change = cursor.tryNext();
        while (change != null) {
            BsonDocument whole = assemble(change);
            if (whole != null) {
                pointers.add(pointer(whole));
                last = whole;
            }
            boolean more = (pointers.size() < maxEvents && cursor.available() > 0) || firstFragment != null;
            change = more ? cursor.next() : null;
        }
        if (last == null) {
            ResumeToken token = token();
            return new Polled.Events(List.of(), token, Tokens.timeOf(token));
        }
        // Further events of the same transaction may follow at the same time, so the stream is known up to just before.
        ClusterTime through = new ClusterTime(last.getTimestamp("clusterTime").getValue() - 1);
        return new Polled.Events(pointers, Tokens.fromBson(last.getDocument("_id"), collection), through);
    }

    /** Puts the fragments of a split event together; null while one is missing. */
    private @Nullable BsonDocument assemble(BsonDocument change) {
        BsonDocument split = change.getDocument("splitEvent", new BsonDocument());
        if (split.isEmpty()) {
            return change;
        }
        BsonDocument merged = firstFragment == null ? new BsonDocument() : firstFragment;
        change.forEach(merged::put);
        boolean complete =
                split.getInt32("fragment").getValue() == split.getInt32("of").getValue();
        firstFragment = complete ? null : merged;
        return complete ? merged : null;
    }

    private Pointer pointer(BsonDocument change) {
        refuseLoss(change);
        return pointer(Ids.of(change.getDocument("documentKey")), change.get(STREAM));
    }

    private void refuseLoss(BsonDocument change) {
        String operation = change.getString("operationType").getValue();
        if (!operation.equals("insert")) {
            throw new HistoryLostException("the collection of source " + source + " was changed by " + operation);
        }
    }

    /** The pointer of an event; one without a stream gets the slot of its id, and is parked by the one who reads it. */
    static Pointer pointer(EventId id, @Nullable BsonValue stream) {
        String slotText =
                stream != null && stream.isString() ? stream.asString().getValue() : id.toString();
        return new Pointer(id, Slots.of(slotText));
    }

    @Override
    public void close() {
        cursor.close();
    }
}
