package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import dev.leat.Leat;
import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.ledger.SourceId;
import dev.leat.mongodb.Fixtures.Sum;
import dev.leat.operate.ParkedDetails;
import dev.leat.operate.ParkedKeys;
import dev.leat.park.AuditEntry;
import dev.leat.park.AuditNote;
import dev.leat.park.AuditNote.What;
import dev.leat.park.ParkAction;
import dev.leat.park.ParkSelection;
import dev.leat.park.ParkedKey;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.stores.LeatStores;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import dev.leat.verify.CheckReport;
import dev.leat.verify.HistoryChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people decide about parked keys: carried out once and in order, whoever dies, and known afterwards. */
@RealMongo
class ParkActionsIT {

    private static final ProjectionId SUMS = new ProjectionId("sums", 1);
    private static final ProjectionId TOTALS = new ProjectionId("totals", 1);
    private static final EventType ADDED = EventType.of("Added");
    private static final String ME = "maria@example.org";

    private final List<Thread> writers = new ArrayList<>();
    private final List<MortalStores> mortals = new ArrayList<>();
    private final AtomicBoolean enough = new AtomicBoolean();
    private Deployment deployment;
    private LeatMongo stores;
    private EventStore store;
    private ParkedKeys parked;

    @BeforeEach
    void open(MongoClient client, TestDatabase database) {
        deployment = new Deployment(client, database.name());
        stores = deployment.stores();
        store = stores.eventStore();
        parked = ParkedKeys.of(stores);
    }

    @AfterEach
    void close() throws Exception {
        enough.set(true);
        mortals.forEach(MortalStores::revive);
        for (Thread writer : writers) {
            writer.join();
        }
        deployment.close();
    }

    private static int number(Object data) {
        int number = ((BsonDocument) data).getInt32("n").getValue();
        if (number < 0) {
            throw new IllegalStateException("cannot add " + number + (number < -100 ? ", very negative" : ""));
        }
        return number;
    }

    private static Projection<Sum> sums() {
        return Projection.named("sums")
                .into("sums", Sum.class)
                .partitions(4)
                .startingWith(Sum.EMPTY)
                .on(ADDED, (sum, data, event) -> sum.plus(number(data)))
                .build();
    }

    /** Keyed by content: for an event without a group nobody knows the key. */
    private static Projection<Sum> totals() {
        return Projection.named("totals")
                .into("totals", Sum.class)
                .partitions(4)
                .keyedByAll(event -> List.of(
                        Key.of(((BsonDocument) event.data()).getString("group").getValue())))
                .startingWith(Sum.EMPTY)
                .on(
                        ADDED,
                        (sum, data, event) -> new Sum(
                                sum.sum() + ((BsonDocument) data).getInt32("n").getValue(), List.of()))
                .build();
    }

    @Test
    void keys_areRetriedEditedAndDiscarded_whileEventsFlow_andOwnersDie() throws Exception {
        for (String stream : List.of("discarded", "edited", "twice", "left")) {
            append(stream, 1, -2, 3, 4);
        }
        append("twice", -5, 6);
        flow();
        MortalStores first = mortal(true);
        start("first", first);
        awaitParked("discarded", "edited", "twice", "left");

        discard("discarded");
        edit("edited", 20);
        discard("twice");
        first.awaitDeath();
        MortalStores second = mortal(false);
        start("second", second);
        second.awaitDeath();
        Leat third = start("third", stores);
        awaitFailedAt("twice", "cannot add -5");
        discard("twice");
        awaitParked("left");
        enough.set(true);

        awaitNumbers("discarded", 1, 3, 4);
        awaitNumbers("edited", 1, 20, 3, 4);
        awaitNumbers("twice", 1, 3, 4, 6);
        assertThat(numbers("left")).containsExactly(1);
        append("edited", 5);
        awaitNumbers("edited", 1, 20, 3, 4, 5);
        assertThat(parked.rulings(SUMS)).hasSize(4);
        assertThat(answers("discarded")).containsExactly(What.DONE);
        assertThat(answers("twice")).containsExactly(What.DONE, What.DONE);
        CheckReport report = check();
        assertThat(report.findings()).isEmpty();
        assertThat(report.rulings()).isEqualTo(4);
        third.close();
        assertThat(check().findings()).isEmpty();
    }

    @Test
    void editedEvent_isKeptBesideItsReplacement_andTheAuditTellsWhoAndWhy() {
        append("s", 1, -2, 3);
        start("r", stores);
        awaitParked("s");
        ParkedKey seen = find("s");
        ParkedDetails details = parked.show(SUMS, Key.of("s"), 1).orElseThrow();
        assertThat(details.key()).isEqualTo(seen);
        assertThat(details.queue()).hasSize(1);
        assertThat(details.more()).isTrue();
        BsonDocument document = (BsonDocument) Objects.requireNonNull(details.document());
        BsonDocument worse = document.clone();
        worse.put("data", BsonDocument.parse("{n: -200}"));
        BsonDocument better = document.clone();
        better.put("data", BsonDocument.parse("{n: 2, 'a.b': {'$x': 1, $y: [{'': null}]}}"));

        assertThat(parked.edit(seen, worse, ME, "a typing error")).isEqualTo(1);
        Deployment.eventually(() -> assertThat(answers("s")).containsExactly(What.FAILED));
        assertThat(parked.rulings(SUMS)).isEmpty();
        awaitParked("s");
        ParkedKey again = find("s");
        assertThat(again.failedAt()).isEqualTo(seen.failedAt());
        assertThat(parked.edit(again, better, ME, "the other typing error")).isEqualTo(1);

        awaitNumbers("s", 1, 2, 3);
        List<AuditEntry> audit = parked.audit(SUMS, 10);
        assertThat(audit)
                .extracting(entry -> entry.note().what())
                .containsExactly(What.DONE, What.ASKED, What.FAILED, What.ASKED);
        AuditNote done = audit.getFirst().note();
        assertThat(done.request().by()).isEqualTo(ME);
        assertThat(done.request().reason()).isEqualTo("the other typing error");
        assertThat(done.event()).isEqualTo(details.event().id());
        assertThat(done.position()).isEqualTo(seen.failedAt());
        assertThat(audit.get(2).note().detail()).contains("cannot add -200");
        assertThat(parked.rulings(SUMS)).singleElement().satisfies(ruling -> {
            assertThat(ruling.event().id()).isEqualTo(details.event().id());
            assertThat(ruling.request().action()).isEqualTo(new ParkAction.Edit(better));
        });
        assertThat(stores.feed().stored(SourceId.DEFAULT, details.event().id())).contains(document);
        assertThat(check().findings()).isEmpty();
    }

    @Test
    void requests_reachAllKeys_ofAProjectionOrAnError_andNoOthers() {
        append("a", 1, -2, 3);
        append("b", 1, -200, 3);
        append("c", 1, -200, -300, 3);
        start("r", stores);
        awaitParked("a", "b", "c");

        ParkSelection very = new ParkSelection.WithError(SUMS, "very negative");
        assertThat(parked.list(very)).extracting(key -> key.key().value()).containsExactlyInAnyOrder("b", "c");
        int asked = parked.discard(very, ME, "no such amounts");
        assertThat(asked).isEqualTo(2);
        awaitNumbers("b", 1, 3);
        awaitFailedAt("c", "cannot add -300");
        assertThat(numbers("c")).containsExactly(1);
        assertThat(parked.discard(new ParkSelection.All(SUMS), ME, "all of them"))
                .isEqualTo(2);
        awaitNumbers("a", 1, 3);
        awaitNumbers("c", 1, 3);
        awaitParked();
        assertThat(check().findings()).isEmpty();
    }

    @Test
    void eventWithoutAKey_isDiscardedOrEdited_inAllPartitions() {
        EventId nobodys = append("s", BsonDocument.parse("{n: 5}"));
        EventId edited = append("s", BsonDocument.parse("{n: 7}"));
        append("s", BsonDocument.parse("{n: 1, group: 'g'}"));
        start("r", stores);
        Deployment.eventually(() -> assertThat(parked.list(TOTALS)).hasSize(8));
        ParkedDetails details =
                parked.show(TOTALS, Key.of("event:" + edited), 10).orElseThrow();
        BsonDocument replacement = ((BsonDocument) Objects.requireNonNull(details.document())).clone();
        replacement.getDocument("data").append("group", new BsonString("g"));

        assertThat(parked.edit(details.key(), replacement, ME, "the group was forgotten"))
                .isEqualTo(4);
        ParkedKey other =
                parked.show(TOTALS, Key.of("event:" + nobodys), 1).orElseThrow().key();
        assertThat(parked.discard(ParkSelection.seen(other), ME, "nobody's")).isEqualTo(4);

        Deployment.eventually(() -> assertThat(parked.list(TOTALS)).isEmpty());
        assertThat(deployment.database().getCollection("totals").find().first())
                .isEqualTo(new Document("_id", "g").append("sum", 8L).append("numbers", List.of()));
        assertThat(parked.rulings(TOTALS)).hasSize(8);
        assertThat(check().findings()).isEmpty();
    }

    @Test
    void requests_thatNobodyCouldAnswerFor_areRefused() {
        append("s", 1, -2, 3);
        start("r", stores);
        awaitParked("s");
        ParkedKey seen = find("s");
        ParkSelection selection = ParkSelection.seen(seen);
        for (String wrong : List.of("", " ", "two\nlines", "bell \u0007", "x".repeat(2_000))) {
            assertThatThrownBy(() -> parked.discard(selection, wrong, "a reason"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Who asks");
            assertThatThrownBy(() -> parked.discard(selection, ME, wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Reason");
        }
        assertThatThrownBy(() -> parked.discard(ParkSelection.key(SUMS, Key.of("s")), ME, "unseen"))
                .hasMessageContaining("ParkSelection.seen");
        ParkedDetails details = parked.show(SUMS, Key.of("s"), 1).orElseThrow();
        BsonDocument document = (BsonDocument) Objects.requireNonNull(details.document());
        for (BsonDocument wrong : List.of(
                new BsonDocument(),
                with(document, "_id", "another"),
                with(document, "data", "no document"),
                with(document, "data", "x".repeat(9 << 20)))) {
            assertThatThrownBy(() -> parked.edit(seen, wrong, ME, "a typing error"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot be read");
        }
        assertThat(parked.audit(SUMS, 10)).isEmpty();
        assertThat(parked.edit(seen, with(document, "stream", "t"), ME, "moved"))
                .isEqualTo(1);
        Deployment.eventually(() -> assertThat(answers("s")).containsExactly(What.FAILED));
        assertThat(parked.audit(SUMS, 1).getFirst().note().detail()).contains("not of this key");
        assertThat(parked.show(SUMS, Key.of("t"), 1)).isEmpty();
    }

    private static BsonDocument with(BsonDocument document, String field, String value) {
        BsonDocument changed = document.clone();
        changed.put(field, new BsonString(value));
        return changed;
    }

    private Leat start(String name, LeatStores its) {
        Leat leat = Leat.builder(its)
                .replicaName(name)
                .config(Deployment.QUICK)
                .exactlyOnce(sums())
                .exactlyOnce(totals())
                .build();
        deployment.closeLater(leat);
        leat.start();
        return leat;
    }

    private void flow() {
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int i = 0; !enough.get(); i++) {
                append("flowing-" + i % 7, i);
            }
        });
        writers.add(writer);
    }

    private MortalStores mortal(boolean commitArrives) {
        MortalStores its = new MortalStores(stores, commitArrives);
        mortals.add(its);
        return its;
    }

    private void append(String stream, int... numbers) {
        for (int number : numbers) {
            append(stream, BsonDocument.parse("{group: 'all'}").append("n", new BsonInt32(number)));
        }
    }

    private EventId append(String stream, BsonDocument data) {
        EventId id = EventId.of(new ObjectId());
        store.append(
                        StreamId.of(stream),
                        ExpectedVersion.any(),
                        List.of(NewEvent.of(ADDED, data).withId(id)))
                .orThrow();
        return id;
    }

    private void discard(String key) {
        ParkedDetails details = parked.show(SUMS, Key.of(key), 10).orElseThrow();
        int asked = parked.discard(ParkSelection.seen(details.key()), ME, "no such amount");
        assertThat(asked).isEqualTo(1);
    }

    private void edit(String key, int number) {
        ParkedDetails details = parked.show(SUMS, Key.of(key), 10).orElseThrow();
        BsonDocument replacement = ((BsonDocument) Objects.requireNonNull(details.document())).clone();
        replacement.getDocument("data").put("n", new BsonInt32(number));
        int asked = parked.edit(details.key(), replacement, ME, "a typing error");
        assertThat(asked).isEqualTo(1);
    }

    private ParkedKey find(String key) {
        return parked.list(ParkSelection.key(SUMS, Key.of(key))).getFirst();
    }

    /** Waits until these keys are parked for good, and no others of their kind. */
    private void awaitParked(String... keys) {
        Deployment.eventually(() -> assertThat(parked.list(SUMS))
                .filteredOn(key -> key.state() == ParkedKey.State.PARKED && key.request() == null)
                .extracting(key -> key.key().value())
                .containsExactlyInAnyOrder(keys));
    }

    private void awaitFailedAt(String key, String words) {
        Deployment.eventually(() -> assertThat(parked.list(ParkSelection.key(SUMS, Key.of(key))))
                .singleElement()
                .satisfies(found -> assertThat(found.error()).contains(words))
                .satisfies(found -> assertThat(found.request()).isNull()));
    }

    /** What came of the requests about a key, the first ones first. */
    private List<What> answers(String key) {
        return parked.audit(SUMS, 100).reversed().stream()
                .map(AuditEntry::note)
                .filter(note -> note.key().equals(Key.of(key)))
                .map(AuditNote::what)
                .filter(what -> what != What.ASKED)
                .toList();
    }

    private List<Integer> numbers(String key) {
        Document document = deployment
                .database()
                .getCollection("sums")
                .find(new Document("_id", key))
                .first();
        return document == null ? List.of() : document.getList("numbers", Integer.class);
    }

    private void awaitNumbers(String key, Integer... numbers) {
        Deployment.eventually(() -> assertThat(numbers(key)).containsExactly(numbers));
    }

    private CheckReport check() {
        return HistoryChecker.of(stores, List.of(sums(), totals())).check();
    }
}
