package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import dev.leat.Leat;
import dev.leat.event.Event;
import dev.leat.ledger.SourceId;
import dev.leat.mongodb.Fixtures.Notes;
import dev.leat.mongodb.Fixtures.PaymentReceived;
import dev.leat.observe.LeatListener;
import dev.leat.observe.LeatStatus.ProjectionStatus;
import dev.leat.park.ParkSelection;
import dev.leat.park.ParkedKey;
import dev.leat.partition.Slots;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events whose key cannot be known at first, mended at moments at which partitions disagree about them. */
@RealMongo
class MendedEventIT {

    private static final SourceId PAYMENTS = SourceId.of("payments");
    private static final EventMapping MAPPING = EventMapping.of("stream", "type")
            .withVersion("version")
            .withTime("time")
            .withData("data");
    private static final int PARTITIONS = 4;
    private static final List<Key> KEYS =
            IntStream.range(0, 16).mapToObj(i -> Key.of("k" + i)).toList();

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private Deployment deployment;
    private MongoCollection<BsonDocument> events;

    @BeforeEach
    void open(MongoClient client, TestDatabase database) {
        deployment = new Deployment(client, database.name());
        events = deployment.database().getCollection(PAYMENTS.name(), BsonDocument.class);
    }

    @AfterEach
    void close() {
        goOn.countDown();
        deployment.close();
    }

    @Test
    void eventThatIsMended_whenHalfOfThePartitionsPassedIt_takesEffectOnceForEachKey() throws Exception {
        Leat quick = replica("quick", fan(false));
        replica("slow", fan(true));
        Deployment.eventually(() -> assertThat(owners(quick).values()).containsExactlyInAnyOrder(2L, 2L));
        events.insertOne(payment("e1", "s", 1));
        held.await();

        BsonDocument damaged = payment("e2", "s", 2);
        damaged.getDocument("data").put("amount", new BsonString("ten"));
        events.insertOne(damaged);
        Deployment.eventually(() -> assertThat(parkedKeys(quick)).hasSize(2).allMatch(key -> key.contains(":e2@")));
        set("e2", "data.amount", new BsonDecimal128(Decimal128.parse("10")));
        goOn.countDown();

        Deployment.eventually(() -> assertThat(projection(quick).lagEvents()).isZero());
        assertThat(parkedKeys(quick)).hasSize(2);
        assertThat(notes().values()).containsOnly(List.of(1L), List.of(1L, 2L)).hasSize(KEYS.size());
        assertThat(quick.parked().retry(new ParkSelection.All(fan(false).id()), "a test", "mended"))
                .isEqualTo(2);

        Deployment.eventually(() -> assertThat(parkedKeys(quick)).isEmpty());
        events.insertOne(payment("e3", "s", 3));
        Deployment.eventually(
                () -> assertThat(notes().values()).hasSize(KEYS.size()).containsOnly(List.of(1L, 2L, 3L)));
    }

    @Test
    void eventWithoutStream_takesEffect_inThePartitionThatItsStreamTurnsOutToHave() {
        Projection<Notes> notes = byStream();
        String id = idInAnotherPartitionThan("s");
        BsonDocument damaged = payment(id, "s", 2);
        damaged.remove("stream");
        events.insertMany(List.of(payment("e1", "s", 1), damaged));
        Leat leat = replica("r1", notes);
        replica("r2", notes);
        Deployment.eventually(() -> assertThat(owners(leat).values()).containsExactlyInAnyOrder(2L, 2L));
        Deployment.eventually(() -> assertThat(parkedKeys(leat)).containsExactly("event:" + id));

        set(id, "stream", new BsonString("s"));
        assertThat(leat.parked().retry(new ParkSelection.All(notes.id()), "a test", "mended"))
                .isEqualTo(1);

        Deployment.eventually(() -> assertThat(notes()).isEqualTo(Map.of("s", List.of(1L, 2L))));
        Deployment.eventually(() -> assertThat(parkedKeys(leat)).isEmpty());
    }

    /** Its stream's owner does not see it, and its slot's owner has no document for it: nobody may drop it. */
    @Test
    void eventWithoutStream_thatIsMendedBeforeItWasRead_isParked_andTakesEffectWhenItIsRetried() {
        String id = idInAnotherPartitionThan("s");
        BsonDocument damaged = payment(id, "s", 2);
        damaged.remove("stream");
        events.insertMany(List.of(payment("e1", "s", 1), damaged));
        Projection<Notes> first = fan(false);
        replica("first", first);
        Deployment.eventually(() -> assertThat(notes()).hasSize(KEYS.size()));
        set(id, "stream", new BsonString("s"));
        Projection<Notes> later = byStream();
        Leat leat = replica("later", later);
        Deployment.eventually(() -> assertThat(parked(leat, later))
                .singleElement()
                .satisfies(key -> assertThat(key.error()).contains("lies in partition")));

        assertThat(leat.parked().retry(later.id(), Key.of("event:" + id), "a test", "mended"))
                .isEqualTo(1);

        Deployment.eventually(() -> assertThat(notes("notes")).isEqualTo(Map.of("s", List.of(1L, 2L))));
        Deployment.eventually(() -> assertThat(parked(leat, later)).isEmpty());
    }

    private Leat replica(String name, Projection<Notes> projection) {
        LeatMongo stores = deployment.stores(builder -> builder.mapping(PAYMENTS, MAPPING));
        return deployment.replica(stores, name, Deployment.QUICK, new LeatListener() {}, projection);
    }

    private Projection<Notes> fan(boolean holding) {
        return Projection.named("fan")
                .into("fan", Notes.class)
                .from(PAYMENTS)
                .partitions(PARTITIONS)
                .keyedByAll(event -> keysOf(event, holding))
                .startingWith(Notes.NONE)
                .on(PaymentReceived.class, (notes, payment, event) -> notes.plus(event))
                .build();
    }

    private List<Key> keysOf(Event event, boolean holding) {
        if (holding && event.version() == 1) {
            held.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return KEYS;
    }

    private static Projection<Notes> byStream() {
        return Projection.named("notes")
                .into("notes", Notes.class)
                .from(PAYMENTS)
                .partitions(PARTITIONS)
                .startingWith(Notes.NONE)
                .on(PaymentReceived.class, (notes, payment, event) -> notes.plus(event))
                .build();
    }

    private static String idInAnotherPartitionThan(String stream) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "lost-" + i)
                .filter(id -> Slots.of(id) * PARTITIONS / Slots.COUNT != Slots.of(stream) * PARTITIONS / Slots.COUNT)
                .findFirst()
                .orElseThrow();
    }

    private static BsonDocument payment(String id, String stream, long version) {
        return BsonDocument.parse("{data: {currency: 'EUR', amount: {$numberDecimal: '10'}}}")
                .append("_id", new BsonString(id))
                .append("stream", new BsonString(stream))
                .append("version", new BsonInt64(version))
                .append("type", new BsonString("PaymentReceived"))
                .append("time", new BsonDateTime(0));
    }

    private void set(String id, String field, BsonValue value) {
        events.updateOne(
                new BsonDocument("_id", new BsonString(id)), new BsonDocument("$set", new BsonDocument(field, value)));
    }

    private static ProjectionStatus projection(Leat leat) {
        return leat.status().projections().getFirst();
    }

    private static Map<String, Long> owners(Leat leat) {
        Map<String, Long> owners = new HashMap<>();
        projection(leat)
                .partitions()
                .forEach(partition -> owners.merge(String.valueOf(partition.owner()), 1L, Long::sum));
        return owners;
    }

    private static List<String> parkedKeys(Leat leat) {
        return projection(leat).parked().examples().stream()
                .map(parked -> parked.key().value())
                .toList();
    }

    private static List<ParkedKey> parked(Leat leat, Projection<?> projection) {
        return leat.status().projections().stream()
                .filter(status -> status.projection().equals(projection.id()))
                .findFirst()
                .map(status -> status.parked().examples())
                .orElse(List.of());
    }

    private Map<String, List<Long>> notes() {
        Map<String, List<Long>> all = new HashMap<>(notes("fan"));
        all.putAll(notes("notes"));
        return all;
    }

    private Map<String, List<Long>> notes(String collection) {
        Map<String, List<Long>> notes = new HashMap<>();
        for (Document document : deployment.database().getCollection(collection).find()) {
            notes.put(document.getString("_id"), Objects.requireNonNull(document.getList("versions", Long.class)));
        }
        return notes;
    }
}
