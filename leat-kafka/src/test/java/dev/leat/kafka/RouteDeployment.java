package dev.leat.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.leat.Leat;
import dev.leat.event.EventStore;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.kafka.Shop.ItemAdded;
import dev.leat.lease.Ownership;
import dev.leat.mongodb.LeatMongo;
import dev.leat.mongodb.LeatMongoBuilder;
import dev.leat.observe.LeatStatus.ProjectionStatus;
import dev.leat.projection.Projection;
import dev.leat.verify.CheckReport;
import dev.leat.verify.HistoryChecker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.core.ThrowingRunnable;
import org.bson.BsonDocument;
import org.bson.Document;

/** A database, its replicas over Kafka, and what must be true in the end. Confined to the test's thread, but for {@link #append(String, ItemAdded)}. */
final class RouteDeployment implements AutoCloseable {

    private static final long SOME = 60;

    /** The documents grow with the events: looking at all of them all the time would be the test's largest load. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    static final Duration PATIENCE = Duration.ofSeconds(90);

    private final MongoClient client;
    private final String database;
    private final Map<String, String> properties;
    private final List<Runnable> open = new ArrayList<>();
    private final LeatMongo stores;
    private final EventStore store;
    private final AtomicLong appended = new AtomicLong();

    RouteDeployment(MongoClient client, String database, Map<String, String> properties) {
        this.client = client;
        this.database = database;
        this.properties = Map.copyOf(properties);
        this.stores = stores();
        this.store = stores.eventStore();
    }

    static List<Projection<?>> projections() {
        return List.of(Shop.carts(), Shop.products());
    }

    /** Replicas on this, with others' properties over its own. */
    Leat replica(String name, Map<String, String> others) {
        return replica(name, others, client, projections());
    }

    /** A replica with a client of its own. */
    Leat replica(String name, Map<String, String> others, MongoClient own) {
        return replica(name, others, own, projections());
    }

    /** A replica with other folds. */
    Leat replica(String name, Map<String, String> others, List<Projection<?>> projections) {
        return replica(name, others, client, projections);
    }

    private Leat replica(String name, Map<String, String> others, MongoClient own, List<Projection<?>> projections) {
        Map<String, String> all = new HashMap<>(properties);
        all.putAll(others);
        var builder = Leat.builder(stores(own)).replicaName(name).properties(all);
        projections.forEach(builder::exactlyOnce);
        Leat leat = builder.build();
        open.add(leat::close);
        leat.start();
        return leat;
    }

    Leat replica(String name) {
        return replica(name, Map.of());
    }

    /** A replica of one other projection. */
    Leat replicaOf(String name, Projection<?> projection) {
        Leat leat = Leat.builder(stores())
                .replicaName(name)
                .properties(properties)
                .exactlyOnce(projection)
                .build();
        open.add(leat::close);
        leat.start();
        return leat;
    }

    /** The documents of a read model as their bytes. */
    Set<BsonDocument> documents(String collection) {
        return data().getCollection(collection, BsonDocument.class).find().into(new HashSet<>());
    }

    /** Waits until a good many more events have taken effect than now. */
    void awaitSomeMore() {
        long before = applied();
        eventually(() -> assertThat(applied()).isGreaterThan(before + SOME));
    }

    /** Events of carts that took effect, by the partitions' own count: cheaper to look at than the documents. */
    private long applied() {
        return stores.leases().ownerships(Shop.carts().id()).stream()
                .mapToLong(Ownership::events)
                .sum();
    }

    /** Starts to append all the time. */
    Writer writer() {
        Writer writer = new Writer(this);
        open.add(writer::close);
        return writer;
    }

    LeatMongo stores() {
        return stores(client);
    }

    private LeatMongo stores(MongoClient own) {
        LeatMongo mongo =
                LeatMongo.builder(own).database(database).types(Shop.TYPES).build();
        open.add(mongo::close);
        return mongo;
    }

    MongoDatabase data() {
        return client.getDatabase(database);
    }

    MongoDatabase leat() {
        return client.getDatabase(database + LeatMongoBuilder.LEAT_DATABASE_SUFFIX);
    }

    /** Appends one event to each of some carts, in rounds. */
    void append(int rounds, int carts) {
        for (int round = 0; round < rounds; round++) {
            for (int cart = 0; cart < carts; cart++) {
                append("cart-" + cart, ItemAdded.of("product-" + (cart + round) % 7, 1 + round % 3));
            }
        }
    }

    void append(String cart, ItemAdded item) {
        store.append(StreamId.of(cart), ExpectedVersion.any(), List.of(NewEvent.of(item)))
                .orThrow();
        appended.incrementAndGet();
    }

    /** Waits until so many more events were appended than now. */
    void awaitAppended(long more) {
        long before = appended.get();
        eventually(() -> assertThat(appended.get()).isGreaterThanOrEqualTo(before + more));
    }

    /** Waits until all that was appended has taken effect, and judges all of it. */
    void awaitExact() {
        await().pollInterval(BETWEEN_LOOKS).atMost(PATIENCE).untilAsserted(() -> {
            assertThat(effects("carts")).isEqualTo(appended.get());
            assertThat(effects("products")).isEqualTo(appended.get());
        });
        for (Document cart : data().getCollection("carts").find()) {
            List<Long> versions = cart.getList("versions", Long.class);
            for (int i = 0; i < versions.size(); i++) {
                assertThat(versions.get(i)).as("%s", cart).isEqualTo(i + 1L);
            }
        }
        CheckReport report = HistoryChecker.of(stores, projections()).check();
        assertThat(report.findings()).isEmpty();
    }

    /** Events in the documents of a read model. */
    private long effects(String collection) {
        long sum = 0;
        for (Document document : data().getCollection(collection).find()) {
            sum += collection.equals("carts")
                    ? document.getList("versions", Long.class).size()
                    : document.getLong("events");
        }
        return sum;
    }

    /** Waits for an assertion to hold. */
    void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).untilAsserted(assertion);
    }

    void awaitOwners(Leat leat, int owners) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(leat.status().projections())
                        .allSatisfy(
                                projection -> assertThat(ownersOf(projection)).isEqualTo(owners)));
    }

    private static long ownersOf(ProjectionStatus projection) {
        boolean allOwned = projection.partitions().stream().allMatch(partition -> partition.owner() != null);
        return allOwned
                ? projection.partitions().stream()
                        .map(partition -> partition.owner())
                        .distinct()
                        .count()
                : -1;
    }

    @Override
    public void close() {
        open.reversed().forEach(Runnable::run);
        leat().drop();
        data().drop();
    }
}
