package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.ReplaceOptions;
import dev.leat.event.Position;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;

/**
 * How far the ledger was carried on to each topic: everything up to there is in the topic, whoever relayed it. Written
 * behind, so the topic may have more. Thread-safe.
 */
public final class RelayProgress {

    private static final String POSITION = "position";
    private static final String LAST = "last";

    private final MongoNames names;
    private final Sessions sessions;

    RelayProgress(MongoNames names, Sessions sessions) {
        this.names = names;
        this.sessions = sessions;
    }

    /**
     * How far a topic is. Immutable.
     *
     * @param through every event up to here was put into the topic, if it belongs there
     * @param last for each partition of the topic, in their order: no event of it lies between this position and
     *     {@code through}
     */
    public record Published(Position through, List<Position> last) {

        /** A topic to which nothing was relayed. */
        public static final Published NOTHING = new Published(Position.START, List.of());

        public Published {
            last = List.copyOf(last);
        }
    }

    /**
     * As a majority has it; {@link Published#NOTHING} for a topic to which nothing was relayed.
     *
     * @throws dev.leat.failure.StoreUnavailableException when MongoDB does not answer
     */
    public Published published(String topic) {
        return Calls.call(
                "reading how far topic " + topic + " is",
                () -> sessions.with(session -> {
                    Published found = names.relays()
                            .find(session, eq("_id", topic))
                            .map(Formats.reader(names.relays(), RelayProgress::published))
                            .first();
                    return found == null ? Published.NOTHING : found;
                }));
    }

    private static Published published(BsonDocument document) {
        List<Position> last = new ArrayList<>();
        for (BsonValue position : Stored.array(document, LAST)) {
            if (position.getBsonType() != BsonType.INT64) {
                throw Stored.wrongType("an element of " + LAST, "an int64", position);
            }
            last.add(Position.of(position.asInt64().getValue()));
        }
        return new Published(Stored.position(document, POSITION), last);
    }

    /**
     * Notes how far a topic is; an earlier position than the stored one changes nothing.
     *
     * @throws dev.leat.failure.StoreUnavailableException when MongoDB does not answer
     */
    public void publish(String topic, Published published) {
        BsonArray last = new BsonArray();
        published.last().forEach(position -> last.add(new BsonInt64(position.value())));
        BsonDocument document = new BsonDocument("_id", new BsonString(topic))
                .append(MongoNames.V, new BsonInt32(MongoNames.FORMAT))
                .append(POSITION, new BsonInt64(published.through().value()))
                .append(LAST, last);
        Calls.run("noting how far topic " + topic + " is", () -> {
            try {
                names.relays()
                        .replaceOne(
                                and(
                                        eq("_id", topic),
                                        lt(POSITION, published.through().value())),
                                document,
                                new ReplaceOptions().upsert(true));
            } catch (MongoWriteException e) {
                // There is one already that is as far or further.
                if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                }
            }
        });
    }

    /** Forgets a topic that was deleted, so that it is filled from the ledger's beginning. */
    public void forget(String topic) {
        Calls.run("forgetting topic " + topic, () -> names.relays().deleteOne(eq("_id", topic)));
    }
}
