package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.max;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.UpdateOptions;
import dev.leat.event.Position;
import org.bson.BsonDocument;

/**
 * How far the ledger was carried on to each topic: everything up to there is in the topic, whoever relayed it. Written
 * behind, so the topic may have more. Thread-safe.
 */
public final class RelayProgress {

    private static final String POSITION = "position";

    private final MongoNames names;
    private final Sessions sessions;

    RelayProgress(MongoNames names, Sessions sessions) {
        this.names = names;
        this.sessions = sessions;
    }

    /**
     * As a majority has it; {@link Position#START} for a topic to which nothing was relayed.
     *
     * @throws dev.leat.failure.StoreUnavailableException when MongoDB does not answer
     */
    public Position published(String topic) {
        return Calls.call(
                "reading how far topic " + topic + " is",
                () -> sessions.with(session -> {
                    BsonDocument stored = Formats.known(
                            names.relays(),
                            names.relays().find(session, eq("_id", topic)).first());
                    return stored == null ? Position.START : Stored.position(stored, POSITION);
                }));
    }

    /**
     * Notes how far a topic is; an earlier position than the stored one changes nothing.
     *
     * @throws dev.leat.failure.StoreUnavailableException when MongoDB does not answer
     */
    public void publish(String topic, Position position) {
        Calls.run(
                "noting how far topic " + topic + " is",
                () -> names.relays()
                        .updateOne(
                                eq("_id", topic),
                                combine(max(POSITION, position.value()), set(MongoNames.V, MongoNames.FORMAT)),
                                new UpdateOptions().upsert(true)));
    }

    /** Forgets a topic that was deleted, so that it is filled from the ledger's beginning. */
    public void forget(String topic) {
        Calls.run("forgetting topic " + topic, () -> names.relays().deleteOne(eq("_id", topic)));
    }
}
