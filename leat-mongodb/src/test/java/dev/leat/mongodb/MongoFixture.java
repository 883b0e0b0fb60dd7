package dev.leat.mongodb;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import dev.leat.stores.LeatStores;
import dev.leat.testkit.conformance.StoreFixture;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** The real MongoDB as the conformance suites see it. */
final class MongoFixture implements StoreFixture {

    private final MongoClient client;
    private final MongoDatabase database;
    private final LeatMongo stores;
    private final LeatMongo others;

    MongoFixture(MongoClient client, String database) {
        this.client = client;
        this.database = client.getDatabase(database);
        this.stores = LeatMongo.builder(client).database(database).build();
        this.others = LeatMongo.builder(client).database(database).build();
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
    public EventStore eventStore() {
        return stores.eventStore(source());
    }

    @Override
    public Object data(String text) {
        return new BsonDocument("text", new BsonString(text));
    }

    @Override
    public LeatStores anotherReplica() {
        return others;
    }

    @Override
    public void spoil(EventId id) {
        database.getCollection(source().name())
                .updateOne(
                        Filters.eq("_id", Ids.toBson(id)),
                        Updates.unset("type"),
                        new UpdateOptions().bypassDocumentValidation(true));
    }

    /**
     * A token that the server refuses at once. One that its oplog has forgotten needs an oplog that rolled over, and one of
     * another collection is refused only when the next event comes.
     */
    @Override
    public ResumeToken forgottenToken() {
        return new ResumeToken("820102030405060708090A");
    }

    @Override
    public void close() {
        stores.close();
        others.close();
        database.drop();
        client.getDatabase(database.getName() + LeatMongoBuilder.LEAT_DATABASE_SUFFIX)
                .drop();
    }
}
