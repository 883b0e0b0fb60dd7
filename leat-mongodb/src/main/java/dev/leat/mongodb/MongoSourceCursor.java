package dev.leat.mongodb;

import com.mongodb.MongoCommandException;
import dev.leat.event.EventId;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream.Cursor;
import dev.leat.ledger.SourceStream.Polled;
import dev.leat.mongodb.ChangeReader.Answer;
import dev.leat.mongodb.MongoSourceStream.HistoryLostException;
import dev.leat.partition.Slots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * An open change stream of one source. The server waits on its behalf as long as was said when it was opened, whatever
 * a poll wishes. Confined to the tailer's thread, but for the reader's own.
 */
final class MongoSourceCursor implements Cursor {

    static final String STREAM = "s";

    private final SourceId source;
    private final @Nullable UUID collection;
    private final Arrivals arrivals;
    private final ChangeReader reader;
    private boolean reading;
    private @Nullable Answer answer;
    private int taken;
    private Polled.Events last;

    /**
     * Takes over an open change stream.
     *
     * @param collection the identity of the event collection as it was just before; null when there was none
     * @param token where the stream begins
     */
    MongoSourceCursor(
            SourceId source, @Nullable UUID collection, Arrivals arrivals, ChangeReader reader, ResumeToken token) {
        this.source = source;
        this.collection = collection;
        this.arrivals = arrivals;
        this.reader = reader;
        this.last = nothing(token);
    }

    /** The few fields that the tailer needs of a change event. */
    static BsonDocument projection(EventMapping mapping) {
        return new BsonDocument("operationType", new BsonInt32(1))
                .append("clusterTime", new BsonInt32(1))
                .append("documentKey._id", new BsonInt32(1))
                .append(STREAM, new BsonString("$fullDocument." + mapping.stream()));
    }

    @Override
    public Polled poll(int maxEvents, Duration maxWait) {
        return Calls.call("reading the change stream of " + source, () -> {
            try {
                return take(maxEvents, maxWait.toMillis());
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

    private Polled take(int maxEvents, long waitMillis) {
        if (!reading) {
            reading = true;
            reader.start();
        }
        List<Change> changes = new ArrayList<>();
        Answer current = answer != null ? answer : next(waitMillis);
        while (current != null) {
            if (current.failure() != null) {
                if (changes.isEmpty()) {
                    throw current.failure();
                }
                break;
            }
            List<Change> found = current.changes();
            int end = Math.min(found.size(), taken + maxEvents - changes.size());
            changes.addAll(found.subList(taken, end));
            taken = end;
            if (taken < found.size() || (changes.isEmpty() && found.isEmpty())) {
                break;
            }
            current = changes.size() < maxEvents ? next(0) : null;
        }
        answer = current != null
                        && (current.failure() != null
                                || taken < current.changes().size())
                ? current
                : null;
        if (!changes.isEmpty()) {
            last = events(changes);
        } else if (current != null) {
            last = nothing(Tokens.fromBson(current.token(), collection));
        } else {
            last = new Polled.Events(List.of(), last.token(), last.through());
        }
        return last;
    }

    private @Nullable Answer next(long waitMillis) {
        taken = 0;
        return reader.next(waitMillis);
    }

    private static Polled.Events nothing(ResumeToken token) {
        return new Polled.Events(List.of(), token, Tokens.timeOf(token));
    }

    private Polled.Events events(List<Change> changes) {
        // Such a list is copied no more, so that the one in the entry is quickly seen to be the same.
        List<Pointer> pointers =
                List.copyOf(changes.stream().map(Change::pointer).toList());
        arrivals.polled(source, pointers, changes.stream().map(Change::body).toArray(RawBsonDocument[]::new));
        Change newest = changes.getLast();
        // Further events of the same transaction may follow at the same time, so the stream is known up to just before.
        ClusterTime through = new ClusterTime(newest.time() - 1);
        return new Polled.Events(pointers, Tokens.fromBson(newest.token(), collection), through);
    }

    /** The pointer of an event; one without a stream gets the slot of its id, and is parked by the one who reads it. */
    static Pointer pointer(EventId id, @Nullable BsonValue stream) {
        String slotText =
                stream != null && stream.isString() ? stream.asString().getValue() : id.toString();
        return new Pointer(id, Slots.of(slotText));
    }

    @Override
    public void close() {
        reader.close();
    }
}
