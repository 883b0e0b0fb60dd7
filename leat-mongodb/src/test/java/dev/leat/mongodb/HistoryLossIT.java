package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import dev.leat.Leat;
import dev.leat.config.LeatConfig;
import dev.leat.event.EventStore;
import dev.leat.event.Position;
import dev.leat.internal.ReplicaContext;
import dev.leat.internal.TailerTask;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Ledger.AppendOutcome;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.TailerLimits;
import dev.leat.observe.LeatListener;
import dev.leat.partition.Slots;
import dev.leat.testkit.mongodb.ClusterOptions;
import dev.leat.testkit.mongodb.MongoCluster;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import dev.leat.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tailer when the change stream cannot be resumed, when it was killed in between, and when there are two. */
@RealMongo
class HistoryLossIT {

    private static final int SMALL_OPLOG_MEGABYTES = 8;
    private static final int JUNK_BYTES = 4 << 20;

    private Deployment deployment;
    private EventStore store;
    private final List<String> reasons = Collections.synchronizedList(new ArrayList<>());

    private final LeatListener listener = new LeatListener() {
        @Override
        public void reconciling(SourceId source, String reason) {
            reasons.add(reason);
        }
    };

    @BeforeEach
    void open(MongoClient client, TestDatabase database) {
        deployment = new Deployment(client, database.name());
        store = deployment.stores().eventStore();
    }

    @AfterEach
    void close() throws Exception {
        deployment.close();
    }

    private Leat replica() {
        return deployment.replica(deployment.stores(), "r", Deployment.QUICK, listener, Fixtures.accounts());
    }

    private void append(int streams) {
        for (int i = 0; i < streams; i++) {
            Fixtures.append(store, "s-" + i % 5, Fixtures.payment("EUR", "1"));
        }
    }

    @Test
    void collectionThatIsRenamedAwayAndBack_losesNothing_andGivesNothingTwice() {
        append(12);
        Leat leat = replica();
        deployment.awaitAccountsExact();
        append(5);
        MongoCollection<Document> events = deployment.database().getCollection("events");
        events.renameCollection(new MongoNamespace(deployment.database().getName(), "away"));
        Deployment.eventually(() -> assertThat(reasons).hasSizeGreaterThan(2));
        deployment.database().getCollection("away").renameCollection(events.getNamespace());
        append(8);

        deployment.awaitAccountsExact();
        assertThat(reasons).anyMatch(reason -> reason.contains("rename"));
        assertThat(leat.status().projections().getFirst().parked().count()).isZero();
    }

    @Test
    void collectionThatIsDroppedAndRestoredBitByBit_underARunningTailer_givesNothingTwice() {
        append(30);
        Leat leat = replica();
        deployment.awaitAccountsExact();
        List<Document> backup = backup();
        deployment.database().getCollection("events").drop();
        store = deployment.stores().eventStore();
        for (int from = 0; from < 30; from += 10) {
            int compared = reasons.size();
            Deployment.eventually(() -> assertThat(reasons).hasSizeGreaterThan(compared));
            deployment.database().getCollection("events").insertMany(backup.subList(from, from + 10));
        }
        append(10);

        deployment.awaitAccountsExact();
        assertThat(deployment.entries(SourceId.DEFAULT).getLast().last()).isEqualTo(Position.of(40));
        assertThat(leat.status().projections().getFirst().parked().count()).isZero();
    }

    /** What was deleted on purpose must not hold up the rest for ever. */
    @Test
    void eventsThatWereDeleted_areMissedTwice_andThenGivenUp() {
        append(10);
        Leat first = replica();
        deployment.awaitAccountsExact();
        first.close();
        deployment.database().getCollection("events").deleteMany(new Document("stream", "s-1"));
        spoilTokens();
        append(10);

        replica();

        Deployment.eventually(() -> assertThat(
                        deployment.stores().ledger().end(SourceId.DEFAULT).last())
                .isEqualTo(Position.of(20)));
        Deployment.eventually(() -> assertThat(
                        deployment.stores().ledger().end(SourceId.DEFAULT).resume())
                .isNotNull());
        assertThat(reasons).anyMatch(reason -> reason.contains("only 8 of the 10 events"));
        append(5);
        Deployment.eventually(() -> assertThat(deployment
                        .database()
                        .getCollection("accounts")
                        .find(new Document("_id", "s-2"))
                        .map(account -> account.getList("versions", Long.class))
                        .first())
                .containsExactly(1L, 2L, 3L, 4L, 5L));
    }

    @Test
    void collectionThatIsDroppedAndRestored_whileLeatIsStopped_losesNothing_andGivesNothingTwice() {
        append(12);
        Leat first = replica();
        deployment.awaitAccountsExact();
        first.close();
        append(3);
        List<Document> backup = backup();
        deployment.database().getCollection("events").drop();
        store = deployment.stores().eventStore();
        deployment.database().getCollection("events").insertMany(backup);
        append(4);

        replica();
        append(4);

        deployment.awaitAccountsExact();
        assertThat(deployment.entries(SourceId.DEFAULT).getLast().last()).isEqualTo(Position.of(23));
    }

    private List<Document> backup() {
        return deployment.database().getCollection("events").find().into(new ArrayList<>());
    }

    @Test
    void tokenThatTheServerDoesNotKnow_isReplacedByAComparison() {
        append(6);
        Leat first = replica();
        deployment.awaitAccountsExact();
        first.close();
        spoilTokens();
        append(6);

        replica();

        deployment.awaitAccountsExact();
        assertThat(reasons).hasSizeGreaterThanOrEqualTo(2);
    }

    private void spoilTokens() {
        Document unknown =
                new Document("token", new BsonBinary(new byte[] {(byte) 0x82, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
        deployment.leatDatabase().getCollection("coverage").updateMany(new Document(), new Document("$set", unknown));
        Document ofEntry = new Document("t", unknown.get("token"));
        deployment
                .leatDatabase()
                .getCollection("ledger.events")
                .updateMany(new Document("t", new Document("$exists", true)), new Document("$set", ofEntry));
    }

    @Test
    void collectionThatWasRestoredInAnotherOrder_isReadInTheOrderOfVersions() {
        append(60);
        List<Document> backup = backup();
        deployment.database().getCollection("events").drop();
        store = deployment.stores().eventStore();
        Collections.shuffle(backup, new Random(7));
        deployment.database().getCollection("events").insertMany(backup);

        replica();

        deployment.awaitAccountsExact();
    }

    @Test
    void scan_thatWouldHoldBackTooMuch_readsTheRestInOrder() {
        append(60);
        List<Document> backup = backup();
        Collections.shuffle(backup, new Random(7));
        deployment.database().getCollection("shuffled").insertMany(backup);
        MongoClient client = deployment.client();
        List<String> scanned = new ArrayList<>();
        try (MongoScan scan = new MongoScan(
                deployment.database().getCollection("shuffled", BsonDocument.class),
                client.startSession(),
                SourceId.DEFAULT,
                EventMapping.LEAT,
                new VersionOrder(10))) {
            for (boolean last = false; !last; ) {
                var chunk = scan.next(7);
                chunk.pointers().forEach(pointer -> scanned.add(streamAndVersion(pointer)));
                last = chunk.last();
            }
        }

        List<String> inOrder = new ArrayList<>(scanned);
        assertThat(scanned).hasSize(60).doesNotHaveDuplicates();
        inOrder.sort(null);
        assertThat(scanned.stream().filter(event -> event.startsWith("s-3")).toList())
                .isEqualTo(inOrder.stream()
                        .filter(event -> event.startsWith("s-3"))
                        .toList());
    }

    private String streamAndVersion(Pointer pointer) {
        Document event = deployment
                .database()
                .getCollection("events")
                .find(new Document("_id", pointer.id().value()))
                .first();
        Document found = java.util.Objects.requireNonNull(event);
        return "%s %03d".formatted(found.getString("stream"), found.getLong("version"));
    }

    /** What a replica leaves that is killed while it brings existing events into the ledger. */
    @Test
    void backfillThatWasInterrupted_isFinished_andAddsNothingTwice() {
        append(10);
        LeatMongo stores = deployment.stores();
        stores.prepare(List.of(SourceId.DEFAULT));
        List<Pointer> half = new ArrayList<>();
        for (BsonDocument event : deployment
                .database()
                .getCollection("events", BsonDocument.class)
                .find()
                .limit(5)) {
            half.add(new Pointer(
                    Ids.of(event), Slots.of(event.getString("stream").getValue())));
        }
        stores.ledger()
                .append(SourceId.DEFAULT, new Entry(Position.of(1), half.subList(0, 3), null, ClusterTime.of(1, 1)));
        stores.ledger()
                .append(SourceId.DEFAULT, new Entry(Position.of(4), half.subList(3, 5), null, ClusterTime.of(1, 1)));

        replica();
        append(5);

        deployment.awaitAccountsExact();
        assertThat(reasons).containsExactly("an earlier comparison was cut short");
    }

    @Test
    void tailerThatIsAbandonedAgainAndAgain_losesNothing_andAddsNothingTwice() {
        append(40);
        deployment.stores().prepare(List.of(SourceId.DEFAULT));
        for (int steps = 4; steps < 32; steps += 4) {
            TailerTask tailer = tailer(deployment.stores(), 3, 7);
            step(tailer, steps);
            tailer.dispose();
            append(1);
        }
        TailerTask last = tailer(deployment.stores(), 3, 7);
        Deployment.eventually(() -> {
            step(last, 20);
            deployment.assertLedgerExact(SourceId.DEFAULT);
        });
        last.dispose();
    }

    @Test
    void eventsAppendedBetweenAnyTwoSteps_areInTheLedgerOnce() {
        append(8);
        deployment.stores().prepare(List.of(SourceId.DEFAULT));
        TailerTask tailer = tailer(deployment.stores(), 4, 5);

        for (int steps = 0; steps < 30; steps++) {
            step(tailer, 1);
            append(1);
        }

        Deployment.eventually(() -> {
            step(tailer, 3);
            deployment.assertLedgerExact(SourceId.DEFAULT);
        });
        tailer.dispose();
    }

    @Test
    void twoTailersAtOnce_writeOneLedger() {
        append(10);
        LeatMongo stores = deployment.stores();
        stores.prepare(List.of(SourceId.DEFAULT));
        TailerTask one = tailer(stores, 4, 5);
        TailerTask two = tailer(deployment.stores(), 3, 3);

        Race.of(() -> step(one, 60), () -> step(two, 60), () -> append(40));

        Deployment.eventually(() -> {
            step(one, 3);
            step(two, 3);
            deployment.assertLedgerExact(SourceId.DEFAULT);
        });
        one.dispose();
        two.dispose();
    }

    @Test
    void entryAtATakenPosition_isOccupied_andChangesNothing() {
        append(4);
        LeatMongo stores = deployment.stores();
        stores.prepare(List.of(SourceId.DEFAULT));
        List<Pointer> pointers = new ArrayList<>();
        deployment
                .database()
                .getCollection("events", BsonDocument.class)
                .find()
                .forEach(event -> pointers.add(new Pointer(Ids.of(event), 1)));
        ResumeToken token = new ResumeToken("8265A0");
        Entry first = new Entry(Position.of(1), pointers.subList(0, 2), token, ClusterTime.of(7, 1));
        Entry second = new Entry(Position.of(1), pointers.subList(2, 4), null, ClusterTime.of(8, 1));

        assertThat(stores.ledger().append(SourceId.DEFAULT, first)).isEqualTo(AppendOutcome.APPENDED);
        assertThat(deployment.stores().ledger().append(SourceId.DEFAULT, second))
                .isEqualTo(AppendOutcome.OCCUPIED);

        assertThat(deployment.entries(SourceId.DEFAULT)).containsExactly(first);
        assertThat(stores.ledger().end(SourceId.DEFAULT).last()).isEqualTo(Position.of(2));
        assertThat(stores.ledger().end(SourceId.DEFAULT).resume()).isEqualTo(token);
    }

    private static TailerTask tailer(LeatMongo stores, int maxEntryEvents, int scanChunk) {
        LeatConfig config = Deployment.QUICK.withTailer(
                new TailerLimits(maxEntryEvents, Duration.ofMillis(100), Duration.ofMillis(100), scanChunk));
        TailerTask tailer = new TailerTask(
                new ReplicaContext(ReplicaId.start("t"), stores, config, new LeatListener() {}, Ticker.system()),
                SourceId.DEFAULT);
        tailer.enable(true);
        return tailer;
    }

    private static void step(TailerTask tailer, int steps) {
        for (int i = 0; i < steps; i++) {
            tailer.step();
        }
    }

    @Test
    void oplogThatRolledOverWhileLeatWasStopped_losesNothing_andGivesNothingTwice() throws Exception {
        ClusterOptions options = ClusterOptions.replicaSet(1).withOplogMegabytes(SMALL_OPLOG_MEGABYTES);
        try (MongoCluster cluster = MongoCluster.start(options);
                Deployment dedicated = new Deployment(cluster.client(), "rolled")) {
            store = dedicated.stores().eventStore();
            append(20);
            Leat before =
                    dedicated.replica(dedicated.stores(), "before", Deployment.QUICK, listener, Fixtures.accounts());
            dedicated.awaitAccountsExact();
            before.close();
            BsonTimestamp stoppedAt = inOplog(cluster, -1);
            append(20);
            rollOver(cluster, dedicated.database().getCollection("junk"), stoppedAt);

            dedicated.replica(dedicated.stores(), "after", Deployment.QUICK, listener, Fixtures.accounts());
            append(10);

            dedicated.awaitAccountsExact();
            assertThat(reasons).anyMatch(reason -> reason.contains("ChangeStreamHistoryLost"));
        }
    }

    /**
     * Writes until the oplog has forgotten a point, and kills the server in between: what it then applies again from the
     * oplog, with several threads, lies in the collection in another order than it was committed.
     */
    private static void rollOver(MongoCluster cluster, MongoCollection<Document> junk, BsonTimestamp forgotten) {
        Document megabytes = new Document("text", "j".repeat(JUNK_BYTES));
        for (int written = 0; written < 2 * SMALL_OPLOG_MEGABYTES; written += JUNK_BYTES >> 20) {
            junk.insertOne(new Document(megabytes));
        }
        cluster.kill(0);
        cluster.restart(0);
        await().atMost(Deployment.PATIENCE).ignoreExceptions().untilAsserted(() -> {
            junk.insertOne(new Document(megabytes));
            assertThat(inOplog(cluster, 1)).isGreaterThan(forgotten);
        });
    }

    /** The time of the first (1) or last (-1) operation that the oplog has. */
    private static BsonTimestamp inOplog(MongoCluster cluster, int order) {
        BsonDocument entry = cluster.client()
                .getDatabase("local")
                .getCollection("oplog.rs", BsonDocument.class)
                .find()
                .sort(new Document("$natural", order))
                .first();
        return java.util.Objects.requireNonNull(entry).getTimestamp("ts");
    }
}
