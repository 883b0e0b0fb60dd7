package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.InsertOneModel;
import dev.leat.Leat;
import dev.leat.event.EventStore;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.mongodb.Fixtures.Notes;
import dev.leat.observe.LeatListener;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.projection.ReadModelWrite;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that cannot be applied, from failure to mending. */
@RealMongo
class ParkingIT {

    private static final ProjectionId NOTES = new ProjectionId("notes", 1);
    private static final EventType NOTED = EventType.of("Noted");

    private final AtomicBoolean broken = new AtomicBoolean(true);
    private Deployment deployment;
    private LeatMongo stores;
    private EventStore store;

    @BeforeEach
    void open(MongoClient client, TestDatabase database) {
        deployment = new Deployment(client, database.name());
        stores = deployment.stores();
        store = stores.eventStore();
    }

    @AfterEach
    void close() throws Exception {
        deployment.close();
    }

    private Projection<Notes> notes() {
        return Projection.named("notes")
                .into("notes", Notes.class)
                .partitions(4)
                .startingWith(Notes.NONE)
                .onAny((notes, data, event) -> {
                    if (broken.get() && event.stream().value().startsWith("bad") && event.version() >= 2) {
                        throw new IllegalStateException("cannot note version " + event.version());
                    }
                    return notes.plus(event);
                })
                .build();
    }

    @Test
    void keyThatFails_isParked_itsFollowersQueue_andTheRestFlows_untilItIsRetried() {
        append("bad", 5);
        append("good", 3);
        Leat leat = deployment.replica("r", Deployment.QUICK, notes());
        append("good", 3);

        awaitVersions("good", 6);
        ParkedKey parked = awaitParked(leat, "bad");
        assertThat(parked.failedAt()).isEqualTo(Position.of(2));
        assertThat(parked.attempts()).isGreaterThan(1);
        assertThat(parked.error()).contains("IllegalStateException", "cannot note version 2");
        assertThat(leat.status().projections().getFirst().parked().count()).isEqualTo(1);
        append("bad", 2);
        append("good", 1);
        awaitVersions("good", 7);
        Deployment.eventually(() -> assertThat(queued("bad")).containsExactly(2L, 3L, 4L, 5L, 12L, 13L));
        assertThat(versions("bad")).containsExactly(1L);

        assertThat(leat.parked().retry(NOTES, Key.of("bad"), "a test", "mended"))
                .isEqualTo(1);
        Deployment.eventually(
                () -> assertThat(awaitParked(leat, "bad").attempts()).isGreaterThan(parked.attempts()));
        assertThat(versions("bad")).containsExactly(1L);
        broken.set(false);
        assertThat(leat.parked().retry(NOTES, Key.of("bad"), "a test", "mended"))
                .isEqualTo(1);

        awaitVersions("bad", 7);
        Deployment.eventually(
                () -> assertThat(leat.status().projections().getFirst().parked().count())
                        .isZero());
        assertThat(queued("bad")).isEmpty();
        assertThat(leat.parked().retry(NOTES, Key.of("bad"), "a test", "mended"))
                .isZero();
        append("bad", 1);
        awaitVersions("bad", 8);
    }

    @Test
    void failureThatPasses_healsByItself_insideTheBudget() {
        AtomicInteger failures = new AtomicInteger();
        List<ParkedKey.State> states = Collections.synchronizedList(new ArrayList<>());
        List<Key> unparked = Collections.synchronizedList(new ArrayList<>());
        Projection<Notes> passing = Projection.named("notes")
                .into("notes", Notes.class)
                .startingWith(Notes.NONE)
                .onAny((notes, data, event) -> {
                    if (event.version() == 2 && failures.incrementAndGet() <= 3) {
                        throw new IllegalStateException("not yet");
                    }
                    return notes.plus(event);
                })
                .build();
        append("s", 4);
        LeatListener listener = new LeatListener() {
            @Override
            public void parked(ParkedKey key) {
                states.add(key.state());
            }

            @Override
            public void unparked(ProjectionId projection, Key key) {
                unparked.add(key);
            }
        };

        Leat leat = deployment.replica(stores, "r", Deployment.QUICK, listener, passing);

        awaitVersions("s", 4);
        Deployment.eventually(() -> assertThat(unparked).containsExactly(Key.of("s")));
        assertThat(states).isNotEmpty().containsOnly(ParkedKey.State.RETRYING);
        assertThat(leat.status().projections().getFirst().parked().count()).isZero();
    }

    @Test
    void parkedKey_staysParked_forTheNextOwner_whoRetriesIt() {
        append("bad", 3);
        Leat first = deployment.replica("first", Deployment.QUICK, notes());
        awaitParked(first, "bad");
        first.close();
        append("bad", 1);
        append("good", 1);

        Leat second = deployment.replica("second", Deployment.QUICK, notes());
        awaitVersions("good", 1);
        Deployment.eventually(() -> assertThat(queued("bad")).hasSize(3));
        assertThat(awaitParked(second, "bad").state()).isEqualTo(ParkedKey.State.PARKED);
        broken.set(false);
        assertThat(versions("bad")).containsExactly(1L);
        second.parked().retry(NOTES, Key.of("bad"), "a test", "mended");

        awaitVersions("bad", 4);
    }

    @Test
    void documentThatGrowsTooLarge_isParked_atTheEventThatIsAtFault_andTheRestFlows() {
        Projection<BsonDocument> growing = Projection.named("notes")
                .into("notes", BsonDocument.class)
                .startingFrom(BsonDocument::new)
                .onAny((document, data, event) -> {
                    String chunk = event.stream().value().equals("large") ? "x".repeat(6 << 20) : "x";
                    return document.append("v" + event.version(), new BsonString(chunk));
                })
                .build();
        append("large", 3);
        append("small", 2);
        Leat leat = deployment.replica("r", Deployment.QUICK, growing);

        ParkedKey parked = awaitParked(leat, "large");
        assertThat(parked.failedAt()).isEqualTo(Position.of(3));
        assertThat(parked.error()).contains("bytes", "16777216").hasSizeLessThan(1_000);
        Deployment.eventually(() -> assertThat(document("small").keySet()).containsExactly("_id", "v1", "v2"));
        assertThat(document("large").keySet()).containsExactly("_id", "v1", "v2");
    }

    @Test
    void updatesByHand_areInTheSameTransaction_andOneThatIsRefused_parksItsKey() {
        deployment.database().getCollection("audit").insertOne(new Document("_id", "bad-3"));
        Leat leat = deployment.replica("r", Deployment.QUICK, audited());
        append("good", 4);
        append("bad", 4);

        awaitVersions("good", 4);
        ParkedKey parked = awaitParked(leat, "bad");
        assertThat(parked.error()).contains("hand-written", "duplicate key");
        assertThat(audit()).contains("good-1", "good-2", "good-3", "good-4").doesNotContain("bad-4");
        assertThat(audit().stream().filter(id -> id.startsWith("bad") && !id.equals("bad-3")))
                .hasSameSizeAs(versions("bad"));

        deployment.database().getCollection("audit").deleteOne(new Document("_id", "bad-3"));
        leat.parked().retry(NOTES, Key.of("bad"), "a test", "mended");

        awaitVersions("bad", 4);
        assertThat(audit())
                .containsExactlyInAnyOrder("good-1", "good-2", "good-3", "good-4", "bad-1", "bad-2", "bad-3", "bad-4");
    }

    private Projection<Notes> audited() {
        return Projection.named("notes")
                .into("notes", Notes.class)
                .startingWith(Notes.NONE)
                .onAny((notes, data, event) -> notes.plus(event))
                .writing((key, event) -> List.of(new MongoWrite(
                        "audit",
                        new InsertOneModel<>(
                                new BsonDocument("_id", new BsonString(event.stream() + "-" + event.version()))))))
                .build();
    }

    /** None of these may stop the projection, whichever layer finds it wrong. */
    @Test
    void updatesByHand_thatAreNonsense_parkTheirKeys() {
        Projection<Notes> nonsense = Projection.named("notes")
                .into("notes", Notes.class)
                .startingWith(Notes.NONE)
                .onAny((notes, data, event) -> notes.plus(event))
                .writing((key, event) -> nonsense(key))
                .build();
        Leat leat = deployment.replica("r", Deployment.QUICK, nonsense);
        for (String stream : List.of("otherStore", "noName", "wrongName", "tooLarge", "good")) {
            append(stream, 1);
        }

        awaitVersions("good", 1);
        assertThat(awaitParked(leat, "otherStore").error()).contains("Use MongoWrite");
        assertThat(awaitParked(leat, "noName").error()).contains("hand-written");
        assertThat(awaitParked(leat, "wrongName").error()).contains("hand-written");
        assertThat(awaitParked(leat, "tooLarge").error()).contains("hand-written", "larger");
        assertThat(deployment.database().getCollection("notes").countDocuments())
                .isEqualTo(1);
    }

    private static List<ReadModelWrite> nonsense(Key key) {
        BsonDocument document = new BsonDocument("n", new BsonInt64(1));
        return switch (key.value()) {
            case "otherStore" -> List.of(new ReadModelWrite() {});
            case "noName" -> List.of(new MongoWrite("", new InsertOneModel<>(document)));
            case "wrongName" -> List.of(new MongoWrite("$cmd", new InsertOneModel<>(document)));
            case "tooLarge" ->
                List.of(new MongoWrite(
                        "audit", new InsertOneModel<>(document.append("text", new BsonString("x".repeat(17 << 20))))));
            default -> List.of();
        };
    }

    private void append(String stream, int events) {
        for (int i = 0; i < events; i++) {
            store.append(StreamId.of(stream), ExpectedVersion.any(), List.of(NewEvent.of(NOTED, new BsonDocument())));
        }
    }

    private void awaitVersions(String stream, long last) {
        Deployment.eventually(() -> assertThat(versions(stream))
                .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList()));
    }

    private List<Long> versions(String stream) {
        Document notes = deployment
                .database()
                .getCollection("notes")
                .find(new Document("_id", stream))
                .first();
        return notes == null ? List.of() : notes.getList("versions", Long.class);
    }

    private BsonDocument document(String key) {
        BsonDocument document = deployment
                .database()
                .getCollection("notes", BsonDocument.class)
                .find(new Document("_id", key))
                .first();
        return document == null ? new BsonDocument() : document;
    }

    private List<String> audit() {
        return deployment
                .database()
                .getCollection("audit")
                .find()
                .map(document -> document.getString("_id"))
                .into(new ArrayList<>());
    }

    private List<Long> queued(String key) {
        return stores.parked().queue(NOTES, Key.of(key), 100).stream()
                .map(ParkedEvent::position)
                .map(Position::value)
                .toList();
    }

    /** Waits until Leat has given up trying by itself. */
    private static ParkedKey awaitParked(Leat leat, String key) {
        List<ParkedKey> found = new ArrayList<>();
        Deployment.eventually(() -> {
            List<ParkedKey> parked = leat.status().projections().getFirst().parked().examples().stream()
                    .filter(candidate -> candidate.key().equals(Key.of(key)))
                    .filter(candidate -> candidate.state() == ParkedKey.State.PARKED && candidate.request() == null)
                    .toList();
            assertThat(parked).hasSize(1);
            found.addAll(parked);
        });
        return found.getFirst();
    }
}
