package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.ledger.SourceId;
import dev.leat.observe.LeatListener;
import dev.leat.projection.Projection;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that the change stream can carry, and such that it cannot. */
@RealMongo
class LargeEventsIT {

    private static final EventType HAPPENED = EventType.of("Happened");
    private static final StreamId STREAM = StreamId.of("s");
    private static final int SMALL = 10;
    private static final int LARGE = 200 << 10;

    private static final int LARGEST = (16 << 20) - 300;

    /** A change stream tells an id three times, one of them in twice its size. */
    private static final int LARGE_ID = 4 << 20;

    private Deployment deployment;
    private MongoDatabase database;
    private EventStore store;
    private long version;

    @BeforeEach
    void open(MongoClient client, TestDatabase testDatabase) {
        deployment = new Deployment(client, testDatabase.name());
        database = deployment.database();
        store = deployment.stores().eventStore();
        LeatMongo stores = deployment.stores(builder -> builder.maxEventBytes(16 << 20));
        deployment.replica(stores, "r1", Deployment.QUICK, new LeatListener() {}, versions());
        append(SMALL);
        awaitAll();
    }

    @AfterEach
    void close() throws Exception {
        deployment.close();
    }

    /** The version of every event, in the order in which they took effect. */
    private static Projection<BsonDocument> versions() {
        return Projection.named("versions")
                .into("versions", BsonDocument.class)
                .partitions(2)
                .startingFrom(() -> new BsonDocument("seen", new BsonArray()))
                .onAny((document, data, event) -> {
                    document.getArray("seen").add(new BsonInt64(event.version()));
                    return document;
                })
                .build();
    }

    private void append(int bytes) {
        append(event(bytes));
    }

    private void append(NewEvent event) {
        store.append(STREAM, ExpectedVersion.exactly(version), List.of(event)).orThrow();
        version++;
    }

    private static NewEvent event(int bytes) {
        return NewEvent.of(HAPPENED, new BsonDocument("text", new BsonString("x".repeat(bytes))));
    }

    private void awaitAll() {
        Deployment.eventually(() -> {
            BsonDocument document = database.getCollection("versions", BsonDocument.class)
                    .find()
                    .first();
            assertThat(document).isNotNull();
            assertThat(document.getArray("seen").stream()
                            .map(seen -> seen.asInt64().getValue()))
                    .isEqualTo(java.util.stream.LongStream.rangeClosed(1, version)
                            .boxed()
                            .toList());
        });
    }

    @Test
    void anEventThatFitsIntoNoAnswer_takesEffect_andThoseAroundIt() {
        append(SMALL);
        append(event(1 << 20).withId(EventId.of("i".repeat(LARGE_ID))));
        append(SMALL);

        awaitAll();
        deployment.assertLedgerExact(SourceId.DEFAULT);
    }

    @Test
    void theLargestEvent_takesEffect_andThoseAroundIt() {
        append(SMALL);
        append(LARGEST);
        append(SMALL);

        awaitAll();
        deployment.assertLedgerExact(SourceId.DEFAULT);
    }

    @Test
    void eventsThatAreLargeOnAverage_takeEffect_andSmallOnesLater() {
        for (int i = 0; i < 20; i++) {
            append(LARGE);
        }
        awaitAll();
        append(SMALL);

        awaitAll();
        deployment.assertLedgerExact(SourceId.DEFAULT);
    }
}
