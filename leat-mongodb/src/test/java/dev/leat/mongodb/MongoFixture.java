package dev.leat.mongodb;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream.Cursor;
import dev.leat.ledger.SourceStream.Polled;
import dev.leat.ledger.SourceStream.Started;
import dev.leat.testkit.conformance.StoreFixture;
import java.time.Duration;
import java.util.List;
import org.bson.BsonDocument;

/** The real MongoDB as the conformance suites see it. */
final class MongoFixture implements StoreFixture {

    private final MongoClient client;
    private final MongoDatabase database;
    private final LeatMongo stores;

    MongoFixture(MongoClient client, String database) {
        this.client = client;
        this.database = client.getDatabase(database);
        this.stores = LeatMongo.builder(client).database(database).build();
    }

    @Override
    public LeatMongo stores() {
        return stores;
    }

    @Override
    public SourceId source() {
        return SourceId.DEFAULT;
    }

    @Override
    public SourceId otherSource() {
        return SourceId.of("others");
    }

    @Override
    public EventId append(StreamId stream) {
        EventId id = EventId.of(new org.bson.types.ObjectId());
        NewEvent event =
                NewEvent.of(EventType.of("Happened"), new BsonDocument()).withId(id);
        stores.eventStore(source())
                .append(stream, ExpectedVersion.any(), List.of(event))
                .orThrow();
        return id;
    }

    @Override
    public void spoil(EventId id) {
        database.getCollection(source().name())
                .updateOne(
                        Filters.eq("_id", Ids.toBson(id)),
                        Updates.unset("type"),
                        new UpdateOptions().bypassDocumentValidation(true));
    }

    /** A token of another collection's event: the stream of this one has never been there. */
    @Override
    public ResumeToken forgottenToken() {
        Started others = stores.sources().openNow(otherSource());
        NewEvent event = NewEvent.of(EventType.of("Happened"), new BsonDocument());
        stores.eventStore(otherSource()).append(StreamId.of("other"), ExpectedVersion.any(), List.of(event));
        try (Cursor cursor = others.cursor()) {
            while (true) {
                if (cursor.poll(1, Duration.ofSeconds(1)) instanceof Polled.Events events
                        && !events.pointers().isEmpty()) {
                    return events.token();
                }
            }
        }
    }

    @Override
    public void close() {
        stores.close();
        database.drop();
        client.getDatabase(database.getName() + LeatMongoBuilder.LEAT_DATABASE_SUFFIX)
                .drop();
    }
}
