package dev.leat.coordination;

import com.mongodb.client.MongoClient;
import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.StreamId;
import dev.leat.lease.Coordination;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import dev.leat.mongodb.LeatMongo;
import dev.leat.stores.LeatStores;
import dev.leat.testkit.conformance.StoreFixture;
import org.bson.BsonDocument;

/** A real MongoDB with the coordination elsewhere, as the suite of lease stores sees it; it has nothing for other suites. */
public final class CoordinatedFixture implements StoreFixture {

    private final MongoClient client;
    private final String database;
    private final LeatMongo stores;

    /**
     * An empty store.
     *
     * @param coordination without any state of other tests; who made it closes it
     */
    public CoordinatedFixture(MongoClient client, String database, Coordination coordination) {
        this.client = client;
        this.database = database;
        this.stores = LeatMongo.builder(client)
                .database(database)
                .coordination(coordination)
                .build();
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
        throw notForThisSuite();
    }

    @Override
    public EventStore eventStore() {
        return stores.eventStore(source());
    }

    @Override
    public Object data(String text) {
        return new BsonDocument();
    }

    @Override
    public LeatStores anotherReplica() {
        throw notForThisSuite();
    }

    @Override
    public void spoil(EventId id) {
        throw notForThisSuite();
    }

    @Override
    public ResumeToken forgottenToken() {
        throw notForThisSuite();
    }

    private static IllegalStateException notForThisSuite() {
        return new IllegalStateException("Only the suite of lease stores runs on this fixture.");
    }

    @Override
    public void close() {
        stores.close();
        client.getDatabase(database).drop();
        client.getDatabase(database + "_leat").drop();
    }
}
