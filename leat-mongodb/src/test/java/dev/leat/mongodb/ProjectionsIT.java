package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.leat.Leat;
import dev.leat.event.EventStore;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.failure.ConfigurationException;
import dev.leat.ledger.SourceId;
import dev.leat.mongodb.Fixtures.Notes;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What projections can be, each on two replicas. */
@RealMongo
class ProjectionsIT {

    private static final EventType MOVED = EventType.of("Moved");
    private static final EventType OPENED = EventType.of("Opened");
    private static final EventType CLOSED = EventType.of("Closed");

    private Deployment deployment;
    private MongoDatabase database;
    private EventStore store;

    @BeforeEach
    void open(MongoClient client, TestDatabase testDatabase) {
        deployment = new Deployment(client, testDatabase.name());
        database = deployment.database();
        store = deployment.stores().eventStore();
    }

    @AfterEach
    void close() throws Exception {
        deployment.close();
    }

    private Leat twoReplicas(Projection<?>... projections) {
        deployment.replica("r1", Deployment.QUICK, projections);
        return deployment.replica("r2", Deployment.QUICK, projections);
    }

    /** A transfer concerns two accounts; each event takes effect in both, once. */
    @Test
    void eventWithSeveralKeys_takesEffectOnceInEach() {
        Projection<BsonDocument> touched = Projection.named("touched")
                .into("touched", BsonDocument.class)
                .partitions(8)
                .keyedByAll(event -> {
                    BsonDocument data = (BsonDocument) event.data();
                    return List.of(key(data, "from"), key(data, "to"));
                })
                .startingFrom(() -> new BsonDocument("moves", new BsonInt64(0)))
                .on(
                        MOVED,
                        (account, data, event) -> account.append(
                                "moves", new BsonInt64(account.getInt64("moves").getValue() + 1)))
                .build();
        twoReplicas(touched);
        for (int i = 0; i < 60; i++) {
            append("t-" + i % 6, MOVED, "{from: 'a" + i % 3 + "', to: 'a" + (i + 1) % 3 + "'}");
        }
        append("t-0", MOVED, "{from: 'a0', to: 'a0'}");

        Deployment.eventually(() -> assertThat(moves()).isEqualTo(Map.of("a0", 41L, "a1", 40L, "a2", 40L)));
    }

    private Map<String, Long> moves() {
        Map<String, Long> moves = new TreeMap<>();
        database.getCollection("touched")
                .find()
                .forEach(account -> moves.put(account.getString("_id"), account.getLong("moves")));
        return moves;
    }

    private static Key key(BsonDocument data, String field) {
        return Key.of(data.getString(field).getValue());
    }

    @Test
    void documentThatTheFoldDeletes_isGone_andStartsAnew() {
        Projection<Notes> living = Projection.named("living")
                .into("living", Notes.class)
                .startingWith(Notes.NONE)
                .on(OPENED, (notes, data, event) -> notes.plus(event))
                .on(CLOSED, (notes, data, event) -> null)
                .build();
        twoReplicas(living);
        append("short", OPENED, "{}");
        append("short", CLOSED, "{}");
        append("again", OPENED, "{}");
        append("again", OPENED, "{}");
        Deployment.eventually(() -> assertThat(versions("living")).isEqualTo(Map.of("again", List.of(1L, 2L))));

        append("again", CLOSED, "{}");
        Deployment.eventually(() -> assertThat(versions("living")).isEmpty());
        append("again", CLOSED, "{}");
        append("again", OPENED, "{}");
        append("short", OPENED, "{}");

        Deployment.eventually(
                () -> assertThat(versions("living")).isEqualTo(Map.of("again", List.of(5L), "short", List.of(3L))));
    }

    @Test
    void handlersOfTypes_leaveOtherEventsAlone() {
        Projection<Notes> opened = Projection.named("opened")
                .into("opened", Notes.class)
                .startingWith(Notes.NONE)
                .on(OPENED, (notes, data, event) -> notes.plus(event))
                .build();
        Leat leat = twoReplicas(opened);
        append("s", OPENED, "{}");
        append("s", CLOSED, "{}");
        append("other", CLOSED, "{}");
        append("s", OPENED, "{}");

        Deployment.eventually(() -> assertThat(leat.status().projections().getFirst())
                .matches(projection -> projection.lagEvents() == 0)
                .matches(projection -> projection.partitions().stream()
                                .mapToLong(partition -> partition.events())
                                .sum()
                        == 2));
        assertThat(versions("opened")).isEqualTo(Map.of("s", List.of(1L, 3L)));
    }

    @Test
    void projectionAddedLater_buildsFromTheFirstEvent_whileOthersFlow() {
        for (int i = 0; i < 30; i++) {
            append("s-" + i % 5, OPENED, "{}");
        }
        Projection<Notes> first = notes("first", 4);
        Leat old = deployment.replica("old", Deployment.QUICK, first);
        Deployment.eventually(() -> assertThat(versions("first")).hasSize(5));

        Projection<Notes> second = notes("second", 8);
        deployment.replica("new", Deployment.QUICK, first, second);
        for (int i = 0; i < 30; i++) {
            append("s-" + i % 5, OPENED, "{}");
        }
        old.close();

        List<Long> all = java.util.stream.LongStream.rangeClosed(1, 12).boxed().toList();
        Map<String, List<Long>> exact = Map.of("s-0", all, "s-1", all, "s-2", all, "s-3", all, "s-4", all);
        Deployment.eventually(() -> assertThat(versions("second")).isEqualTo(exact));
        Deployment.eventually(() -> assertThat(versions("first")).isEqualTo(exact));
    }

    @Test
    void sources_haveLedgersOfTheirOwn() {
        SourceId orders = SourceId.of("orders");
        EventStore orderStore = deployment.stores().eventStore(orders);
        Projection<Notes> ofOrders = Projection.named("ofOrders")
                .into("ofOrders", Notes.class)
                .from(orders)
                .startingWith(Notes.NONE)
                .onAny((notes, data, event) -> notes.plus(event))
                .build();
        Leat leat = twoReplicas(notes("ofEvents", 4), ofOrders);
        for (int i = 0; i < 6; i++) {
            append("s", OPENED, "{}");
            orderStore.append(
                    StreamId.of("s"),
                    ExpectedVersion.any(),
                    List.of(NewEvent.of(OPENED, new BsonDocument()), NewEvent.of(CLOSED, new BsonDocument())));
        }

        Deployment.eventually(() ->
                assertThat(versions("ofEvents").getOrDefault("s", List.of())).hasSize(6));
        Deployment.eventually(() ->
                assertThat(versions("ofOrders").getOrDefault("s", List.of())).hasSize(12));
        deployment.assertLedgerExact(SourceId.DEFAULT);
        deployment.assertLedgerExact(orders);
        assertThat(leat.status().sources())
                .extracting(source -> source.last().value())
                .containsExactlyInAnyOrder(6L, 12L);
    }

    @Test
    void replicaWithAnotherPartitionCount_isRefused_andTheOthersGoOn() {
        deployment.replica("r1", Deployment.QUICK, notes("first", 4));

        assertThatThrownBy(() -> deployment.replica("r2", Deployment.QUICK, notes("first", 8)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("first:1", "partitions 8 here", "4 in the cluster");

        append("s", OPENED, "{}");
        Deployment.eventually(() -> assertThat(versions("first")).isEqualTo(Map.of("s", List.of(1L))));
    }

    @Test
    void projectionIntoAnEventCollection_isRefused_namingBoth() {
        assertThatThrownBy(() -> deployment.replica(
                        "r",
                        Deployment.QUICK,
                        Projection.named("fatal")
                                .into("events", Notes.class)
                                .startingWith(Notes.NONE)
                                .onAny((notes, data, event) -> notes.plus(event))
                                .build()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("fatal:1", "events", "source");
    }

    private static Projection<Notes> notes(String name, int partitions) {
        return Projection.named(name)
                .into(name, Notes.class)
                .partitions(partitions)
                .startingWith(Notes.NONE)
                .onAny((notes, data, event) -> notes.plus(event))
                .build();
    }

    private void append(String stream, EventType type, String data) {
        store.append(StreamId.of(stream), ExpectedVersion.any(), List.of(NewEvent.of(type, BsonDocument.parse(data))));
    }

    private Map<String, List<Long>> versions(String collection) {
        Map<String, List<Long>> versions = new TreeMap<>();
        database.getCollection(collection)
                .find()
                .forEach(document -> versions.put(document.getString("_id"), document.getList("versions", Long.class)));
        return versions;
    }
}
