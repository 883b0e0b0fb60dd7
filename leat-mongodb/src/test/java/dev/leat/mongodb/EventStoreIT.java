package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.leat.event.AppendResult;
import dev.leat.event.AppendResult.Appended;
import dev.leat.event.AppendResult.VersionConflict;
import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.Receipt;
import dev.leat.event.StreamId;
import dev.leat.event.VersionConflictException;
import dev.leat.failure.LeatException;
import dev.leat.failure.UnsuitableStoreException;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The event store's promises on a real MongoDB. */
@RealMongo
class EventStoreIT {

    private static final Receipt NO_RECEIPT = new Receipt("events", StreamId.of("none"), "none", 1, Receipt.UNKNOWN, 0);

    private static final StreamId STREAM = StreamId.of("account-1");
    private static final int WRITERS = 4;
    private static final int APPENDS = 15;

    private Deployment deployment;
    private MongoCollection<Document> stored;
    private EventStore store;

    @BeforeEach
    void open(MongoClient client, TestDatabase database) {
        deployment = new Deployment(client, database.name());
        store = deployment.stores().eventStore();
        stored = deployment.database().getCollection("events");
    }

    @AfterEach
    void close() throws Exception {
        deployment.close();
    }

    @Test
    void append_givesVersionsThatFollowOneAnother() {
        assertThat(append(ExpectedVersion.noStream(), payments(2))).isEqualTo(appended(1, 2, false));
        assertThat(append(ExpectedVersion.exactly(2), payments(1))).isEqualTo(appended(3, 3, false));
        assertThat(append(ExpectedVersion.any(), payments(3))).isEqualTo(appended(4, 6, false));
        assertThat(versions()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void append_toNoStream_conflicts_whenThereIsOne() {
        append(ExpectedVersion.any(), payments(2));

        assertThat(append(ExpectedVersion.noStream(), payments(1)))
                .isEqualTo(new VersionConflict(STREAM, ExpectedVersion.noStream(), 2));
        assertThat(append(ExpectedVersion.noStream(), payments(3)))
                .isEqualTo(new VersionConflict(STREAM, ExpectedVersion.noStream(), 2));
        assertThat(versions()).containsExactly(1L, 2L);
    }

    @Test
    void append_behindAnotherVersion_conflicts_sayingExpectedAndActual() {
        append(ExpectedVersion.any(), payments(3));

        AppendResult behind = append(ExpectedVersion.exactly(2), payments(2));
        AppendResult ahead = append(ExpectedVersion.exactly(7), payments(2));

        assertThat(behind).isEqualTo(new VersionConflict(STREAM, ExpectedVersion.exactly(2), 3));
        assertThat(ahead).isEqualTo(new VersionConflict(STREAM, ExpectedVersion.exactly(7), 3));
        assertThatThrownBy(behind::orThrow)
                .isInstanceOf(VersionConflictException.class)
                .hasMessageContainingAll("account-1", "expected version 2", "actual version 3");
        assertThat(versions()).containsExactly(1L, 2L, 3L);
    }

    /** The second of three versions is taken by a writer that did not ask: the first must not stay. */
    @Test
    void append_thatConflictsInTheMiddle_writesNothing() {
        stored.insertOne(eventDocument("x", 2));

        assertThat(append(ExpectedVersion.noStream(), payments(3)))
                .isEqualTo(new VersionConflict(STREAM, ExpectedVersion.noStream(), 2));

        assertThat(stored.countDocuments()).isEqualTo(1);
    }

    @Test
    void append_again_answersTheSameVersions_andWritesNothing() {
        List<NewEvent> events = withIds(payments(3), "first", "second", "third");
        AppendResult once = append(ExpectedVersion.noStream(), events);
        append(ExpectedVersion.any(), payments(1));

        assertThat(once).isEqualTo(appended(1, 3, false));
        for (ExpectedVersion expected : List.of(
                ExpectedVersion.noStream(),
                ExpectedVersion.exactly(0),
                ExpectedVersion.exactly(4),
                ExpectedVersion.any())) {
            assertThat(append(expected, events)).isEqualTo(appended(1, 3, true));
        }
        assertThat(append(ExpectedVersion.any(), events.subList(1, 2))).isEqualTo(appended(2, 2, true));
        assertThat(versions()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void append_ofIdsThatAreThereOtherwise_isRefused_andWritesNothing() {
        append(ExpectedVersion.noStream(), withIds(payments(2), "a", "b"));

        assertThatThrownBy(() -> append(ExpectedVersion.any(), withIds(payments(2), "b", "new")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("account-1", "1 are there already");
        assertThatThrownBy(() -> append(ExpectedVersion.any(), withIds(payments(2), "b", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another order");
        assertThatThrownBy(
                        () -> store.append(StreamId.of("other"), ExpectedVersion.any(), withIds(payments(2), "a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("other", "account-1");
        assertThat(stored.countDocuments()).isEqualTo(2);
    }

    @Test
    void append_ofOneIdTwice_isRefusedAtOnce() {
        assertThatThrownBy(() -> append(ExpectedVersion.any(), withIds(payments(2), "same", "same")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("same", "twice");
        assertThat(stored.countDocuments()).isZero();
    }

    @Test
    void append_ofNothing_isRefused() {
        assertThatThrownBy(() -> append(ExpectedVersion.any(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("account-1");
    }

    @Test
    void append_ofWhatMongoCannotTake_isRefusedInWords_andWritesNothing() {
        BsonDocument huge = new BsonDocument("text", new BsonString("x".repeat(17 << 20)));
        assertThatThrownBy(() -> append(
                        ExpectedVersion.any(),
                        List.of(NewEvent.of(EventType.of("Fine"), new BsonDocument()), raw("Huge", huge))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("account-1", "Huge", "bytes");
        assertThatThrownBy(() -> append(ExpectedVersion.any(), List.of(raw("Odd", Thread.currentThread()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Odd", "Thread");
        assertThat(stored.countDocuments()).isZero();
    }

    @Test
    void writersToOneStream_loseNothing_andLeaveNoGap() {
        List<Appended> answers = Collections.synchronizedList(new ArrayList<>());
        Runnable[] writers = IntStream.range(0, WRITERS)
                .<Runnable>mapToObj(writer -> () -> {
                    EventStore own = deploymentStore(writer);
                    for (int i = 0; i < APPENDS; i++) {
                        answers.add(own.append(STREAM, ExpectedVersion.any(), payments(1 + i % 2))
                                .orThrow());
                    }
                })
                .toArray(Runnable[]::new);
        Race.of(writers);

        List<Long> answered = answers.stream()
                .flatMapToLong(answer -> LongStream.rangeClosed(answer.firstVersion(), answer.lastVersion()))
                .sorted()
                .boxed()
                .toList();
        long all = answered.size();
        assertThat(answers).hasSize(WRITERS * APPENDS).noneMatch(Appended::repeated);
        assertThat(answered).isEqualTo(LongStream.rangeClosed(1, all).boxed().toList());
        assertThat(versions()).isEqualTo(answered);
    }

    private synchronized EventStore deploymentStore(int writer) {
        return writer % 2 == 0 ? store : deployment.stores().eventStore();
    }

    @Test
    void writersThatExpectOneVersion_areTold_andOneWins() {
        append(ExpectedVersion.any(), payments(1));
        for (int round = 1; round <= APPENDS; round++) {
            ExpectedVersion expected = ExpectedVersion.exactly(round);
            List<AppendResult> results = Collections.synchronizedList(new ArrayList<>());
            Runnable writer = () -> results.add(append(expected, payments(1)));

            Race.of(writer, writer, writer);

            assertThat(results)
                    .containsExactlyInAnyOrder(
                            appended(round + 1, round + 1, false),
                            new VersionConflict(STREAM, expected, round + 1),
                            new VersionConflict(STREAM, expected, round + 1));
        }
    }

    @Test
    void read_givesEventsFromAVersionOn_lazily() {
        for (int i = 0; i < 5; i++) {
            append(ExpectedVersion.any(), payments(100));
        }
        try (Stream<Event> events = store.read(STREAM, 250)) {
            assertThat(events.limit(3).map(Event::version)).containsExactly(250L, 251L, 252L);
        }
        try (Stream<Event> events = store.read(STREAM, 250)) {
            assertThat(events.count()).isEqualTo(251);
        }
        try (Stream<Event> events = store.read(STREAM, 501)) {
            assertThat(events).isEmpty();
        }
        try (Stream<Event> events = store.read(StreamId.of("none"), 1)) {
            assertThat(events).isEmpty();
        }
        // An event that cannot be read, far behind, harms nobody who does not come so far.
        stored.updateOne(new Document("version", 480L), new Document("$set", new Document("data.amount", "no number")));
        try (Stream<Event> events = store.read(STREAM, 1)) {
            assertThat(events.limit(100).count()).isEqualTo(100);
        }
        try (Stream<Event> events = store.read(STREAM, 470)) {
            assertThatThrownBy(events::count)
                    .isInstanceOf(LeatException.class)
                    .hasMessageContainingAll("cannot be read", "events");
        }
    }

    @Test
    void events_comeBackAsTheyWent() {
        Instant time = Instant.parse("2011-12-09T12:50:00.123Z");
        Map<String, String> metadata = Map.of("user", "u-7", "trace.id", "t");
        append(
                ExpectedVersion.noStream(),
                List.of(
                        NewEvent.of(new Fixtures.AccountOpened("o"))
                                .withId(EventId.of("e-1"))
                                .at(time)
                                .withMetadata(metadata),
                        raw("Unheard", new BsonDocument("n", new BsonInt32(7)))));

        List<Event> events = read();

        assertThat(events).extracting(Event::version).containsExactly(1L, 2L);
        assertThat(events).extracting(Event::stream).containsOnly(STREAM);
        assertThat(events.get(0).id()).isEqualTo(EventId.of("e-1"));
        assertThat(events.get(0).type()).isEqualTo(EventType.of("AccountOpened"));
        assertThat(events.get(0).time()).isEqualTo(time);
        assertThat(events.get(0).data()).isEqualTo(new Fixtures.AccountOpened("o"));
        assertThat(events.get(0).metadata()).isEqualTo(metadata);
        assertThat(events.get(1).type()).isEqualTo(EventType.of("Unheard"));
        assertThat(events.get(1).data()).isEqualTo(new BsonDocument("n", new BsonInt32(7)));
        assertThat(events.get(1).metadata()).isEmpty();
    }

    @Test
    void ids_ofEveryKind_comeBackEqual_andMakeAppendsIdempotent() {
        for (Object id : List.of("text", UUID.randomUUID(), new ObjectId(), 7L, 8, BsonDocument.parse("{a: 1}"))) {
            List<NewEvent> event =
                    List.of(NewEvent.of(Fixtures.payment("EUR", "1")).withId(EventId.of(id)));
            Appended once = append(ExpectedVersion.any(), event).orThrow();

            assertThat(append(ExpectedVersion.any(), event).orThrow())
                    .isEqualTo(appended(once.firstVersion(), once.lastVersion(), true));
            assertThat(read().getLast().id()).isEqualTo(EventId.of(id));
        }
    }

    @Test
    void upcasters_bringOldShapes_throughEveryStep() {
        EventTypes types = EventTypes.builder()
                .type("AccountOpened", Fixtures.AccountOpened.class)
                .upcast(
                        "Opened.v1",
                        data -> new Upcaster.Shape(
                                EventType.of("Opened.v2"), new BsonDocument("name", data.getString("who"))))
                .upcast(
                        "Opened.v2",
                        data -> new Upcaster.Shape(
                                EventType.of("AccountOpened"), new BsonDocument("owner", data.getString("name"))))
                .build();
        EventStore reading = deployment.stores(builder -> builder.types(types)).eventStore();
        append(
                ExpectedVersion.any(),
                List.of(
                        raw("Opened.v1", BsonDocument.parse("{who: 'anna'}")),
                        raw("Opened.v2", BsonDocument.parse("{name: 'bert'}")),
                        NewEvent.of(new Fixtures.AccountOpened("carl"))));

        try (Stream<Event> events = reading.read(STREAM, 1)) {
            List<Event> all = events.toList();
            assertThat(all)
                    .extracting(Event::data)
                    .containsExactly(
                            new Fixtures.AccountOpened("anna"),
                            new Fixtures.AccountOpened("bert"),
                            new Fixtures.AccountOpened("carl"));
            assertThat(all).extracting(Event::type).containsOnly(EventType.of("AccountOpened"));
        }
    }

    @Test
    void eventStore_openedAgainAndAtOnce_findsWhatItNeeds() {
        Race.of(() -> deploymentStore(1), () -> deploymentStore(1), () -> deploymentStore(1));

        List<String> names = new ArrayList<>();
        stored.listIndexes().forEach(index -> names.add(index.getString("name")));
        assertThat(names).containsExactlyInAnyOrder("_id_", "stream_version");
        append(ExpectedVersion.noStream(), payments(1));
        assertThatThrownBy(() -> stored.insertOne(eventDocument("y", 1))).hasMessageContaining("duplicate key");
        assertThatThrownBy(() -> stored.insertOne(new Document("stream", "s")))
                .hasMessageContaining("failed validation");
    }

    @Test
    void eventStore_onACollectionWithAnotherValidator_isRefused_withTheCommandThatMendsIt() {
        deployment
                .database()
                .runCommand(Document.parse("{collMod: 'events', validator: {$jsonSchema: {required: ['a']}}}"));

        assertThatThrownBy(() -> deployment.stores().eventStore())
                .isInstanceOf(UnsuitableStoreException.class)
                .hasMessageContainingAll("events", "another validator", "collMod", "mapping");
    }

    @Test
    void eventStore_onACollectionWithoutUniqueVersions_isRefused_withTheCommandThatMendsIt() {
        stored.dropIndex("stream_version");
        stored.createIndex(Indexes.ascending("stream", "version"), new IndexOptions().name("stream_version"));

        assertThatThrownBy(() -> deployment.stores().eventStore())
                .isInstanceOf(UnsuitableStoreException.class)
                .hasMessageContainingAll("events", "unique", "dropIndex('stream_version')");
    }

    @Test
    void eventStore_takesAnIndexOfAnotherName_ifItIsUnique() {
        stored.dropIndex("stream_version");
        stored.createIndex(
                Indexes.ascending("stream", "version"),
                new IndexOptions().name("mine").unique(true));

        EventStore opened = deployment.stores().eventStore();

        assertThat(opened.append(STREAM, ExpectedVersion.noStream(), payments(1)))
                .isInstanceOf(Appended.class);
    }

    @Test
    void eventStore_onACollectionWithTwoEventsOfOneVersion_isRefused_namingThem() {
        stored.dropIndex("stream_version");
        stored.insertMany(List.of(eventDocument("a", 1), eventDocument("b", 1)));

        assertThatThrownBy(() -> deployment.stores().eventStore())
                .isInstanceOf(UnsuitableStoreException.class)
                .hasMessageContainingAll("events", "stream_version", "account-1");
    }

    private static Document eventDocument(String id, long version) {
        return new Document("_id", id)
                .append("stream", STREAM.value())
                .append("version", version)
                .append("type", "T")
                .append("time", java.util.Date.from(Instant.EPOCH))
                .append("data", new Document());
    }

    private static NewEvent raw(String type, Object data) {
        return NewEvent.of(EventType.of(type), data);
    }

    private AppendResult append(ExpectedVersion expected, List<NewEvent> events) {
        AppendResult result = store.append(STREAM, expected, events);
        return result instanceof Appended appended
                ? appended(appended.firstVersion(), appended.lastVersion(), appended.repeated())
                : result;
    }

    /** Receipts differ each time and are compared elsewhere. */
    private static Appended appended(long firstVersion, long lastVersion, boolean repeated) {
        return new Appended(STREAM, firstVersion, lastVersion, repeated, NO_RECEIPT);
    }

    private List<Event> read() {
        try (Stream<Event> events = store.read(STREAM, 1)) {
            return events.toList();
        }
    }

    private List<Long> versions() {
        return read().stream().map(Event::version).toList();
    }

    private static List<NewEvent> payments(int count) {
        return Collections.nCopies(count, NewEvent.of(Fixtures.payment("EUR", "1.50")));
    }

    private static List<NewEvent> withIds(List<NewEvent> events, String... ids) {
        return IntStream.range(0, ids.length)
                .mapToObj(i -> events.get(i).withId(EventId.of(ids[i])))
                .toList();
    }
}
