package dev.leat.mongodb;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ValidationOptions;
import dev.leat.failure.UnsuitableStoreException;
import dev.leat.ledger.SourceId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;

/** Makes what is missing and checks what is there. Every step may be repeated, by any number of replicas at once. */
final class Collections {

    private static final int NAMESPACE_EXISTS = 48;
    private static final long WAKEUPS_BYTES = 64 << 10;
    private static final long WAKEUPS_DOCUMENTS = 64;
    private static final long FORGET_REPLICA_MINUTES = 60;
    private static final long FORGET_AUDIT_DAYS = 400;

    /** What the server refuses in an event collection that Leat writes. */
    private static final BsonDocument EVENT_VALIDATOR = BsonDocument.parse("""
            {$jsonSchema: {
              bsonType: 'object',
              required: ['stream', 'version', 'type', 'time', 'data'],
              properties: {
                stream: {bsonType: 'string', minLength: 1, maxLength: 512},
                version: {bsonType: 'long', minimum: 1},
                type: {bsonType: 'string', minLength: 1},
                time: {bsonType: 'date'},
                data: {bsonType: 'object'},
                meta: {bsonType: 'object'}
              }}}""");

    private final MongoNames names;

    Collections(MongoNames names) {
        this.names = names;
    }

    /** Leat's own collections. */
    void prepareLeat() {
        MongoDatabase leat = names.leat();
        Set<String> present = leat.listCollectionNames().into(new HashSet<>());
        create(
                leat,
                present,
                "wakeups",
                new CreateCollectionOptions()
                        .capped(true)
                        .sizeInBytes(WAKEUPS_BYTES)
                        .maxDocuments(WAKEUPS_DOCUMENTS));
        for (String name : new String[] {
            "control", "projections", "partitions", "coverage", "parked", "parkedEvents", "rulings", "audit", "reports"
        }) {
            create(leat, present, name, new CreateCollectionOptions());
        }
        ownIndexes().forEach(Index::make);
    }

    /** The indexes of Leat's own collections. */
    List<Index> ownIndexes() {
        return List.of(
                new Index(
                        names.control(),
                        Indexes.ascending(LeaseDocuments.AT),
                        new IndexOptions().name("at").expireAfter(FORGET_REPLICA_MINUTES, TimeUnit.MINUTES)),
                new Index(
                        names.reports(),
                        Indexes.ascending(ReportDocuments.AT),
                        new IndexOptions().name("at").expireAfter(FORGET_REPLICA_MINUTES, TimeUnit.MINUTES)),
                new Index(
                        names.projections(),
                        Indexes.ascending(LeaseDocuments.COLLECTION),
                        new IndexOptions().name("collection").unique(true)),
                new Index(
                        names.partitions(),
                        Indexes.ascending(LeaseDocuments.PROJECTION, LeaseDocuments.NUMBER),
                        new IndexOptions().name("projection")),
                new Index(
                        names.parked(),
                        Indexes.ascending(ParkDocuments.PROJECTION),
                        new IndexOptions().name("projection")),
                new Index(
                        names.parked(),
                        Indexes.ascending(ParkDocuments.PARTITION),
                        new IndexOptions().name("partition")),
                new Index(
                        names.parkedEvents(),
                        Indexes.ascending(ParkDocuments.PROJECTION, ParkDocuments.KEY, ParkDocuments.POSITION),
                        new IndexOptions().name("queue").unique(true)),
                new Index(
                        names.rulings(),
                        Indexes.ascending(ParkDocuments.PROJECTION, ParkDocuments.POSITION),
                        new IndexOptions().name("projection")),
                new Index(
                        names.audit(),
                        Indexes.ascending(ParkDocuments.PROJECTION, ParkDocuments.AT),
                        new IndexOptions().name("projection")),
                new Index(
                        names.audit(),
                        Indexes.ascending(ParkDocuments.AT),
                        new IndexOptions().name("at").expireAfter(FORGET_AUDIT_DAYS, TimeUnit.DAYS)));
    }

    /** The index by which an event collection that Leat writes decides between two writers. */
    Index streamIndex(SourceId source) {
        return new Index(
                names.events(source),
                Indexes.ascending("stream", "version"),
                new IndexOptions().name("stream_version").unique(true));
    }

    /** A source's ledger. Transactions and change streams need collections that exist. */
    void prepareLedger(SourceId source) {
        create(
                names.leat(),
                names.leat().listCollectionNames().into(new HashSet<>()),
                MongoNames.ledgerName(source),
                new CreateCollectionOptions());
    }

    /** A read model's collection. */
    void prepareReadModel(String collection) {
        create(
                names.data(),
                names.data().listCollectionNames().into(new HashSet<>()),
                collection,
                new CreateCollectionOptions());
    }

    /** An event collection that Leat writes. */
    void prepareEvents(SourceId source) {
        Set<String> present = names.data().listCollectionNames().into(new HashSet<>());
        create(
                names.data(),
                present,
                source.name(),
                new CreateCollectionOptions().validationOptions(new ValidationOptions().validator(EVENT_VALIDATOR)));
        streamIndex(source).make();
        checkValidator(source);
    }

    private void checkValidator(SourceId source) {
        BsonDocument options = names.data()
                .listCollections(BsonDocument.class)
                .filter(new BsonDocument("name", new org.bson.BsonString(source.name())))
                .map(collection -> collection.getDocument("options", new BsonDocument()))
                .first();
        BsonDocument validator =
                options == null ? new BsonDocument() : options.getDocument("validator", new BsonDocument());
        if (!validator.equals(EVENT_VALIDATOR)) {
            throw new UnsuitableStoreException(
                    "Event collection " + names.events(source).getNamespace() + " has "
                            + (validator.isEmpty() ? "no validator" : "another validator than Leat's event store needs")
                            + ". If Leat is to write it, run: db.runCommand({collMod: '" + source + "', validator: "
                            + EVENT_VALIDATOR.toJson() + "}). If others write it, declare a mapping for it.");
        }
    }

    private static void create(
            MongoDatabase database, Set<String> present, String name, CreateCollectionOptions options) {
        if (present.contains(name)) {
            return;
        }
        try {
            database.createCollection(name, options);
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != NAMESPACE_EXISTS) {
                throw e;
            }
        }
    }
}
