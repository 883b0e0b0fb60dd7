package dev.leat.mongodb;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.leat.event.StoredText;
import dev.leat.failure.ConfigurationException;
import dev.leat.ledger.SourceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;

/** Where everything is stored. Immutable and thread-safe. */
final class MongoNames {

    /** Format version of Leat's own documents. */
    static final int FORMAT = 1;

    /** Field of the format version. */
    static final String V = "v";

    private static final BsonDocument HELLO = new BsonDocument("hello", new BsonInt32(1));
    private static final String LEDGER = "ledger.";

    /** Longest database name that the server takes. */
    private static final int MAX_DATABASE_BYTES = 63;

    /** Longest name of a database, a dot and a collection that the server takes. */
    private static final int MAX_NAMESPACE_BYTES = 255;

    private static final Pattern DATABASE = Pattern.compile("[^/\\\\. \"$*<>:|?\0]+");

    private final MongoDatabase data;
    private final MongoDatabase leat;
    private final MongoDatabase local;

    MongoNames(MongoClient client, String database, String leatDatabase) {
        this.data = safe(client.getDatabase(database));
        this.leat = safe(client.getDatabase(leatDatabase));
        this.local = client.getDatabase("local")
                .withReadConcern(ReadConcern.LOCAL)
                .withReadPreference(ReadPreference.primary());
    }

    private MongoNames(MongoDatabase data, MongoDatabase leat, MongoDatabase local) {
        this.data = data;
        this.leat = leat;
        this.local = local;
    }

    /** The same places for snapshot sessions, which bring a read concern of their own. */
    MongoNames inSnapshots() {
        return new MongoNames(
                data.withReadConcern(ReadConcern.DEFAULT), leat.withReadConcern(ReadConcern.DEFAULT), local);
    }

    /**
     * Refuses a name that the server would refuse at the first write.
     *
     * @throws ConfigurationException saying what is wrong with it
     */
    static void requireDatabase(String name) {
        if (!DATABASE.matcher(name).matches()
                || name.getBytes(StandardCharsets.UTF_8).length > MAX_DATABASE_BYTES
                || !StoredText.isWhole(name)) {
            throw new ConfigurationException("Database name " + StoredText.shown(name)
                    + " cannot be used: MongoDB wants 1 to " + MAX_DATABASE_BYTES
                    + " bytes without / \\ . \" $ * < > : | ? and blanks. Choose another.");
        }
    }

    /**
     * Refuses a collection name that the server would refuse, in the data's database or, as a ledger's, in Leat's.
     *
     * @throws ConfigurationException saying what is wrong with it
     */
    void requireCollection(String use, String name) {
        int room = MAX_NAMESPACE_BYTES
                - Math.max(
                        data.getName().getBytes(StandardCharsets.UTF_8).length,
                        leat.getName().getBytes(StandardCharsets.UTF_8).length + LEDGER.length())
                - 1;
        if (name.isEmpty()
                || name.indexOf('$') >= 0
                || name.indexOf('\0') >= 0
                || name.startsWith("system.")
                || name.startsWith(".")
                || !StoredText.isWhole(name)
                || name.getBytes(StandardCharsets.UTF_8).length > room) {
            throw new ConfigurationException("Collection name " + StoredText.shown(name) + " of " + use
                    + " cannot be used: MongoDB wants 1 to " + room
                    + " bytes without $, not beginning with 'system.' or a dot. Choose another.");
        }
    }

    private static MongoDatabase safe(MongoDatabase database) {
        return database.withReadConcern(ReadConcern.MAJORITY)
                .withWriteConcern(WriteConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary());
    }

    /** The time by the database's clock. */
    Instant time() {
        BsonDocument hello = leat.runCommand(HELLO, BsonDocument.class);
        return Instant.ofEpochMilli(hello.getDateTime("localTime").getValue());
    }

    MongoDatabase data() {
        return data;
    }

    MongoDatabase leat() {
        return leat;
    }

    MongoCollection<BsonDocument> oplog() {
        return local.getCollection("oplog.rs", BsonDocument.class);
    }

    MongoCollection<BsonDocument> events(SourceId source) {
        return data.getCollection(source.name(), BsonDocument.class);
    }

    MongoCollection<RawBsonDocument> readModel(String collection) {
        return data.getCollection(collection, RawBsonDocument.class);
    }

    static String ledgerName(SourceId source) {
        return LEDGER + source.name();
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

    MongoCollection<BsonDocument> rulings() {
        return leat.getCollection("rulings", BsonDocument.class);
    }

    MongoCollection<BsonDocument> audit() {
        return leat.getCollection("audit", BsonDocument.class);
    }

    MongoCollection<BsonDocument> reports() {
        return leat.getCollection("reports", BsonDocument.class);
    }

    MongoCollection<BsonDocument> relays() {
        return leat.getCollection("relays", BsonDocument.class);
    }

    MongoCollection<BsonDocument> wakeups() {
        return leat.getCollection("wakeups", BsonDocument.class);
    }
}
