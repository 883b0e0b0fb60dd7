package dev.leat.mongodb;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.leat.ledger.SourceId;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/** Where everything is stored. Immutable and thread-safe. */
final class MongoNames {

    /** Format version of Leat's own documents. */
    static final int FORMAT = 1;

    /** Field of the format version. */
    static final String V = "v";

    private final MongoDatabase data;
    private final MongoDatabase leat;

    MongoNames(MongoClient client, String database, String leatDatabase) {
        this.data = safe(client.getDatabase(database));
        this.leat = safe(client.getDatabase(leatDatabase));
    }

    private MongoNames(MongoDatabase data, MongoDatabase leat) {
        this.data = data;
        this.leat = leat;
    }

    /** The same places for snapshot sessions, which bring a read concern of their own. */
    MongoNames inSnapshots() {
        return new MongoNames(data.withReadConcern(ReadConcern.DEFAULT), leat.withReadConcern(ReadConcern.DEFAULT));
    }

    private static MongoDatabase safe(MongoDatabase database) {
        return database.withReadConcern(ReadConcern.MAJORITY)
                .withWriteConcern(WriteConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary());
    }

    MongoDatabase data() {
        return data;
    }

    MongoDatabase leat() {
        return leat;
    }

    MongoCollection<BsonDocument> events(SourceId source) {
        return data.getCollection(source.name(), BsonDocument.class);
    }

    MongoCollection<RawBsonDocument> readModel(String collection) {
        return data.getCollection(collection, RawBsonDocument.class);
    }

    static String ledgerName(SourceId source) {
        return "ledger." + source.name();
    }

    MongoCollection<RawBsonDocument> ledger(SourceId source) {
        return leat.getCollection(ledgerName(source), RawBsonDocument.class);
    }

    MongoCollection<BsonDocument> coverage() {
        return leat.getCollection("coverage", BsonDocument.class);
    }

    MongoCollection<BsonDocument> control() {
        return leat.getCollection("control", BsonDocument.class);
    }

    MongoCollection<BsonDocument> projections() {
        return leat.getCollection("projections", BsonDocument.class);
    }

    MongoCollection<BsonDocument> partitions() {
        return leat.getCollection("partitions", BsonDocument.class);
    }

    MongoCollection<BsonDocument> parked() {
        return leat.getCollection("parked", BsonDocument.class);
    }

    MongoCollection<BsonDocument> parkedEvents() {
        return leat.getCollection("parkedEvents", BsonDocument.class);
    }

    MongoCollection<BsonDocument> wakeups() {
        return leat.getCollection("wakeups", BsonDocument.class);
    }
}
