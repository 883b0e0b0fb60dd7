package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import dev.leat.Leat;
import dev.leat.event.Event;
import dev.leat.ledger.SourceId;
import dev.leat.observe.LeatListener;
import dev.leat.park.ParkedKey;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Event collections that others write, with all that can be in them. */
@RealMongo
class MappingIT {

    private static final SourceId ORDERS = SourceId.of("orders");
    private static final EventMapping NESTED = EventMapping.of("meta.aggregate.id", "meta.type")
            .withVersion("meta.aggregate.seq")
            .withTime("meta.at")
            .withData("payload");
    private static final String SECRET = "payload-that-nobody-may-see";

    private Deployment deployment;
    private MongoCollection<BsonDocument> orders;

    @BeforeEach
    void open(MongoClient client, TestDatabase database) {
        deployment = new Deployment(client, database.name());
        orders = deployment.database().getCollection("orders", BsonDocument.class);
    }

    @AfterEach
    void close() throws Exception {
        deployment.close();
    }

    private Leat replica(EventMapping mapping) {
        EventTypes types = EventTypes.builder()
                .type("Paid", Fixtures.PaymentReceived.class)
                .upcast("Paid.v0", data -> {
                    throw new IllegalStateException("no way up");
                })
                .build();
        LeatMongo stores = deployment.stores(builder -> builder.types(types).mapping(ORDERS, mapping));
        return deployment.replica(stores, "r", Deployment.QUICK, new LeatListener() {}, summaries());
    }

    /** Per stream what it was given, so that order, loss and doubles show. */
    private static Projection<BsonDocument> summaries() {
        return Projection.named("summaries")
                .into("summaries", BsonDocument.class)
                .from(ORDERS)
                .partitions(4)
                .startingFrom(() -> new BsonDocument("seen", new BsonArray()))
                .onAny((document, data, event) -> {
                    document.getArray("seen").add(new BsonString(describe(event)));
                    return document;
                })
                .build();
    }

    private static String describe(Event event) {
        Object data = event.data() instanceof BsonDocument raw ? String.join("+", raw.keySet()) : event.data();
        return event.type() + "#" + event.version() + "@" + event.time().toEpochMilli() + " " + data;
    }

    @Test
    void nestedFields_areRead_ofEventsBeforeLeatAndAfter() {
        orders.insertMany(List.of(order("a", 2), order("b", 1), order("a", 1)));

        replica(NESTED);
        Deployment.eventually(() -> assertThat(summary().keySet()).containsExactly("a", "b"));
        orders.insertOne(order("a", 3));
        orders.insertMany(List.of(order("b", 2), paid("b", 3, "12.50")));

        Deployment.eventually(() -> assertThat(summary())
                .isEqualTo(Map.of(
                        "a", List.of("Made#1@1001 secret", "Made#2@1002 secret", "Made#3@1003 secret"),
                        "b",
                                List.of(
                                        "Made#1@1001 secret",
                                        "Made#2@1002 secret",
                                        "Paid#3@1003 PaymentReceived[currency=EUR, amount=12.50]"))));
    }

    @Test
    void withoutVersionTimeAndData_theOrderIsTheCollections_andTheDocumentIsTheData() {
        EventMapping least = EventMapping.of("meta.aggregate.id", "meta.type");
        orders.insertMany(List.of(order("a", 7), order("a", 5)));
        replica(least);
        orders.insertOne(order("a", 6));

        Deployment.eventually(() -> assertThat(summary())
                .isEqualTo(Map.of(
                        "a",
                        List.of(
                                "Made#0@0 _id+meta+payload",
                                "Made#0@0 _id+meta+payload",
                                "Made#0@0 _id+meta+payload"))));
    }

    @Test
    void eventsThatCannotBeRead_areParkedWithTheirReason_andTheRestFlows() {
        BsonDocument noStream = order("x", 1);
        meta(noStream).remove("aggregate");
        BsonDocument streamOfWrongType = order("x", 1);
        meta(streamOfWrongType).getDocument("aggregate").put("id", new BsonInt64(5));
        BsonDocument noType = order("x", 1);
        meta(noType).remove("type");
        BsonDocument versionOfWrongType = order("x", 1);
        meta(versionOfWrongType).getDocument("aggregate").put("seq", new BsonString("one"));
        BsonDocument timeOfWrongType = order("x", 1);
        meta(timeOfWrongType).put("at", new BsonString("yesterday"));
        BsonDocument noData = order("x", 1);
        noData.remove("payload");
        BsonDocument streamTooLong = order("s".repeat(600), 1);
        BsonDocument tooLarge = order("x", 1);
        tooLarge.getDocument("payload").put("text", new BsonString("t".repeat(15 << 20)));
        BsonDocument notANumber = paid("x", 1, "NaN");
        BsonDocument wrongAmount = paid("x", 1, "1");
        wrongAmount.getDocument("payload").put("amount", new BsonString(SECRET));
        BsonDocument upcasterFails = order("x", 1);
        meta(upcasterFails).put("type", new BsonString("Paid.v0"));

        orders.insertMany(List.of(order("a", 1), noStream, streamOfWrongType, noType, order("b", 1)));
        Leat leat = replica(NESTED);
        orders.insertMany(List.of(versionOfWrongType, timeOfWrongType, noData, streamTooLong, order("a", 2)));
        orders.insertMany(List.of(tooLarge, notANumber, wrongAmount, upcasterFails, order("b", 2)));

        Deployment.eventually(() -> assertThat(parkedReasons(leat)).hasSize(11));
        Map<String, String> reasons = parkedReasons(leat);
        assertReason(reasons, noStream, "meta.aggregate.id", "missing");
        assertReason(reasons, streamOfWrongType, "meta.aggregate.id", "a string", "int64");
        assertReason(reasons, noType, "meta.type", "missing");
        assertReason(reasons, versionOfWrongType, "meta.aggregate.seq", "an integer", "string");
        assertReason(reasons, timeOfWrongType, "meta.at", "date_time", "string");
        assertReason(reasons, noData, "payload", "missing");
        assertReason(reasons, streamTooLong, "512");
        assertReason(reasons, tooLarge, "bytes", "max-event-bytes");
        assertReason(reasons, notANumber, "does not decode");
        assertReason(reasons, wrongAmount, "does not decode", "STRING");
        assertReason(reasons, upcasterFails, "does not decode", "no way up");
        assertThat(reasons.values()).noneMatch(reason -> reason.contains(SECRET) || reason.length() > 500);
        assertThat(leat.status().projections().getFirst().parked().examples())
                .allMatch(parked -> parked.state() == ParkedKey.State.PARKED);
        Deployment.eventually(() -> assertThat(summary())
                .isEqualTo(Map.of(
                        "a", List.of("Made#1@1001 secret", "Made#2@1002 secret"),
                        "b", List.of("Made#1@1001 secret", "Made#2@1002 secret"))));
    }

    @Test
    void eventThatIsRepaired_takesEffect_whenItsKeyIsRetried() {
        BsonDocument broken = order("a", 2);
        meta(broken).remove("type");
        orders.insertMany(List.of(order("a", 1), broken));
        Leat leat = replica(NESTED);
        Deployment.eventually(() -> assertThat(parkedReasons(leat)).hasSize(1));
        Key key = leat.status()
                .projections()
                .getFirst()
                .parked()
                .examples()
                .getFirst()
                .key();

        assertThat(leat.parked().retry(summaries().id(), key, "a test", "mended"))
                .isEqualTo(1);
        Deployment.eventually(() -> {
            ParkedKey parked =
                    leat.status().projections().getFirst().parked().examples().getFirst();
            assertThat(parked.request()).isNull();
            assertThat(parked.attempts()).isEqualTo(2);
        });
        orders.updateOne(
                new BsonDocument("_id", broken.get("_id")), BsonDocument.parse("{$set: {'meta.type': 'Mended'}}"));
        assertThat(leat.parked().retry(summaries().id(), key, "a test", "mended"))
                .isEqualTo(1);

        Deployment.eventually(() ->
                assertThat(summary()).isEqualTo(Map.of("a", List.of("Made#1@1001 secret", "Mended#2@1002 secret"))));
        Deployment.eventually(() -> assertThat(parkedReasons(leat)).isEmpty());
    }

    @Test
    void eventThatIsDeletedBeforeItWasRead_isParked_notForgotten() {
        Leat first = replica(NESTED);
        BsonDocument gone = order("a", 2);
        orders.insertMany(List.of(order("a", 1), gone, order("a", 3)));
        Deployment.eventually(
                () -> assertThat(summary().getOrDefault("a", List.of())).hasSize(3));
        first.close();
        orders.deleteOne(new BsonDocument("_id", gone.get("_id")));
        Projection<BsonDocument> later = Projection.named("later")
                .into("later", BsonDocument.class)
                .from(ORDERS)
                .startingFrom(BsonDocument::new)
                .onAny((document, data, event) -> document.append("v" + event.version(), new BsonInt64(1)))
                .build();
        LeatMongo stores = deployment.stores(builder -> builder.mapping(ORDERS, NESTED));

        Leat second = deployment.replica(stores, "second", Deployment.QUICK, new LeatListener() {}, later);

        Deployment.eventually(() -> assertReason(parkedReasons(second), gone, "no longer in its collection"));
        assertThat(parkedReasons(second)).hasSize(1);
        Deployment.eventually(() -> assertThat(deployment
                        .database()
                        .getCollection("later", BsonDocument.class)
                        .find()
                        .first())
                .containsOnlyKeys("_id", "v1", "v3"));
    }

    @Test
    void eventStore_ofAMappedSource_isRefused() {
        LeatMongo stores = deployment.stores(builder -> builder.mapping(ORDERS, NESTED));

        assertThatThrownBy(() -> stores.eventStore(ORDERS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("orders", "mapping");
    }

    private static void assertReason(Map<String, String> reasons, BsonDocument event, String... words) {
        String id = event.getObjectId("_id").getValue().toHexString();
        assertThat(reasons).containsKey("event:" + id);
        assertThat(reasons.get("event:" + id)).contains(words);
    }

    private static Map<String, String> parkedReasons(Leat leat) {
        Map<String, String> reasons = new TreeMap<>();
        leat.status()
                .projections()
                .getFirst()
                .parked()
                .examples()
                .forEach(parked -> reasons.put(parked.key().value(), parked.error()));
        return reasons;
    }

    private Map<String, List<String>> summary() {
        Map<String, List<String>> summary = new TreeMap<>();
        for (BsonDocument document : deployment
                .database()
                .getCollection("summaries", BsonDocument.class)
                .find()) {
            List<String> seen = new ArrayList<>();
            for (BsonValue value : document.getArray("seen")) {
                seen.add(value.asString().getValue());
            }
            summary.put(document.getString("_id").getValue(), seen);
        }
        return summary;
    }

    private static BsonDocument meta(BsonDocument order) {
        return order.getDocument("meta");
    }

    private static BsonDocument order(String stream, long version) {
        BsonDocument aggregate = new BsonDocument("id", new BsonString(stream)).append("seq", new BsonInt64(version));
        BsonDocument meta = new BsonDocument("aggregate", aggregate)
                .append("type", new BsonString("Made"))
                .append("at", new BsonDateTime(1_000 + version));
        return new BsonDocument("_id", new org.bson.BsonObjectId(new ObjectId()))
                .append("meta", meta)
                .append("payload", new BsonDocument("secret", new BsonString(SECRET)));
    }

    private static BsonDocument paid(String stream, long version, String amount) {
        BsonDocument order = order(stream, version);
        meta(order).put("type", new BsonString("Paid"));
        order.put("payload", BsonDocument.parse("{currency: 'EUR', amount: {$numberDecimal: '" + amount + "'}}"));
        return order;
    }
}
