package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import dev.leat.Leat;
import dev.leat.config.LeatConfig;
import dev.leat.event.EventId;
import dev.leat.event.Position;
import dev.leat.lease.LeaseTiming;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Ledger;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.SourceId;
import dev.leat.observe.LeatListener;
import dev.leat.park.RetryLimits;
import dev.leat.projection.Projection;
import dev.leat.verify.HistoryChecker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.bson.BsonDocument;
import org.bson.Document;

/**
 * What one test has running on its database. Closing it stops all of that and drops Leat's own database. Confined to the
 * test's thread.
 */
final class Deployment implements AutoCloseable {

    /** How long a condition may take to come true on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Leases and retries of tests: as the defaults, but quicker. */
    static final LeatConfig QUICK = LeatConfig.DEFAULTS
            .withLease(new LeaseTiming(
                    Duration.ofMillis(250), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(60)))
            .withRetry(new RetryLimits(Duration.ofMillis(600), Duration.ofMillis(50), Duration.ofMillis(200), 1_000));

    private static final Duration POLL = Duration.ofMillis(50);

    private final MongoClient client;
    private final MongoDatabase database;
    private final List<AutoCloseable> open = new ArrayList<>();

    Deployment(MongoClient client, String database) {
        this.client = client;
        this.database = client.getDatabase(database);
    }

    MongoClient client() {
        return client;
    }

    MongoDatabase database() {
        return database;
    }

    MongoDatabase leatDatabase() {
        return client.getDatabase(database.getName() + LeatMongoBuilder.LEAT_DATABASE_SUFFIX);
    }

    LeatMongo stores() {
        return stores(builder -> builder);
    }

    LeatMongo stores(UnaryOperator<LeatMongoBuilder> more) {
        return closeLater(more.apply(
                        LeatMongo.builder(client).database(database.getName()).types(Fixtures.TYPES))
                .build());
    }

    /** A started replica with the projections of {@link Fixtures}. */
    Leat replica(String name) {
        return replica(name, QUICK, Fixtures.accounts(), Fixtures.turnover());
    }

    Leat replica(String name, LeatConfig config, Projection<?>... projections) {
        return replica(stores(), name, config, new LeatListener() {}, projections);
    }

    Leat replica(
            LeatMongo stores, String name, LeatConfig config, LeatListener listener, Projection<?>... projections) {
        var builder = Leat.builder(stores).replicaName(name).config(config).listener(listener);
        for (Projection<?> projection : projections) {
            builder.exactlyOnce(projection);
        }
        Leat leat = closeLater(builder.build());
        leat.start();
        return leat;
    }

    <T extends AutoCloseable> T closeLater(T closeable) {
        open.add(closeable);
        return closeable;
    }

    @Override
    public void close() {
        try {
            for (AutoCloseable closeable : open.reversed()) {
                closeable.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("What the test had running did not stop.", e);
        }
        leatDatabase().drop();
    }

    /** Waits until an assertion holds. */
    static void eventually(Runnable assertion) {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(POLL).untilAsserted(assertion::run);
    }

    /** Waits until the accounts are the fold of the stored events, each once and in order, and the ledger as well. */
    void awaitAccountsExact() {
        awaitAccountsRight();
        assertNoFinding();
    }

    /** As {@link #awaitAccountsExact()} without the checker, for replicas that run other projections than the fixtures'. */
    void awaitAccountsRight() {
        eventually(this::assertAccountsExact);
        assertLedgerExact(SourceId.DEFAULT);
    }

    /** The history checker finds nothing, at this and any other moment. */
    private void assertNoFinding() {
        List<Projection<?>> projections = List.of(Fixtures.accounts(), Fixtures.turnover());
        assertThat(HistoryChecker.of(stores(), projections).check().findings()).isEmpty();
    }

    private void assertAccountsExact() {
        Map<String, Long> streams = new HashMap<>();
        for (Document event : database.getCollection("events").find()) {
            streams.merge(event.getString("stream"), 1L, Long::sum);
        }
        Map<String, List<Long>> accounts = new HashMap<>();
        for (Document account : database.getCollection("accounts").find()) {
            accounts.put(account.getString("_id"), account.getList("versions", Long.class));
        }
        assertThat(accounts.keySet()).isEqualTo(streams.keySet());
        streams.forEach((stream, events) -> assertThat(accounts.get(stream))
                .as("versions that took effect in %s", stream)
                .isEqualTo(LongStream.rangeClosed(1, events).boxed().toList()));
    }

    /** Every event of a collection once in the ledger, at dense positions, each stream in the order of its versions. */
    void assertLedgerExact(SourceId source) {
        List<EventId> ids = new ArrayList<>();
        Position next = Position.of(1);
        for (Entry entry : entries(source)) {
            assertThat(entry.first()).isEqualTo(next);
            entry.pointers().stream().map(Pointer::id).forEach(ids::add);
            next = entry.last().plus(1);
        }
        assertThat(ids).doesNotHaveDuplicates();
        Map<EventId, BsonDocument> events = new HashMap<>();
        database.getCollection(source.name(), BsonDocument.class)
                .find()
                .sort(Sorts.ascending("_id"))
                .forEach(event -> events.put(Ids.of(event), event));
        assertThat(Set.copyOf(ids)).isEqualTo(new HashSet<>(events.keySet()));
        Map<String, Long> versions = new HashMap<>();
        for (EventId id : ids) {
            BsonDocument event = Objects.requireNonNull(events.get(id));
            String stream = event.getString("stream").getValue();
            long version = event.getInt64("version").getValue();
            assertThat(version)
                    .as("version after those of %s in the ledger", stream)
                    .isEqualTo(versions.getOrDefault(stream, 0L) + 1);
            versions.put(stream, version);
        }
    }

    List<Entry> entries(SourceId source) {
        Ledger ledger = stores().ledger();
        List<Entry> all = new ArrayList<>();
        Position after = Position.START;
        for (List<Entry> some = ledger.read(source, after, 100); !some.isEmpty(); ) {
            all.addAll(some);
            after = some.getLast().last();
            some = ledger.read(source, after, 100);
        }
        return all;
    }
}
