package dev.leat.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import dev.leat.event.EventStore;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.lease.ControlView;
import dev.leat.lease.Coordination;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.lease.Role;
import dev.leat.ledger.SourceId;
import dev.leat.mongodb.LeatMongo;
import dev.leat.projection.Projection;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import dev.leat.verify.HistoryChecker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three replicas on a real MongoDB that find each other elsewhere. The one that leads and tails is stopped in the middle of
 * a commit for longer than its lease, and goes on when others have taken its work.
 */
@RealMongo
public abstract class PausedReplicaTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Role LEADER = new Role.Leader();
    private static final Role TAILER = new Role.Tailer(SourceId.DEFAULT);
    private static final int STREAMS = 24;

    private final Projection<BsonDocument> projection = Projection.named("versions")
            .into("versions", BsonDocument.class)
            .partitions(12)
            .startingFrom(BsonDocument::new)
            .onAny((document, data, event) -> {
                BsonArray versions =
                        document.getArray("versions", new BsonArray()).clone();
                versions.add(new BsonInt64(event.version()));
                return new BsonDocument("versions", versions);
            })
            .build();
    private final List<AutoCloseable> open = new ArrayList<>();
    private @Nullable MongoClient client;
    private @Nullable TestDatabase database;
    private @Nullable EventStore events;
    private long appended;

    /**
     * Connects as one replica would, all of a test under one name that no other test has.
     *
     * @param later closes what it is given when the test is over, before the server
     */
    protected abstract Coordination connect(String name, Collection<AutoCloseable> later) throws Exception;

    /** Opens the event store. */
    @BeforeEach
    final void openEventStore(MongoClient realClient, TestDatabase testDatabase) {
        client = realClient;
        database = testDatabase;
        LeatMongo stores =
                LeatMongo.builder(realClient).database(testDatabase.name()).build();
        open.add(stores);
        events = stores.eventStore();
    }

    /** Closes what the test opened, and drops Leat's own database. */
    @AfterEach
    final void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        Objects.requireNonNull(client)
                .getDatabase(Objects.requireNonNull(database).name() + "_leat")
                .drop();
    }

    /** The test that gives the class its name. */
    @Test
    public void replicaThatIsPausedBeyondItsLease_inACommit_changesNothingWhenItGoesOn() throws Exception {
        TestReplica first = replica("first");
        eventually(() -> assertThat(holders(first)).containsOnly(first.name()));
        TestReplica second = replica("second");
        TestReplica third = replica("third");
        Set<String> all = Set.of(first.name(), second.name(), third.name());
        eventually(() -> assertThat(owners(first)).isEqualTo(all));
        append(4);
        awaitExact();

        first.gate().closeAtNextCommit();
        append(4);
        eventually(() -> {
            append(1);
            assertThat(first.gate().holdsCommit()).isTrue();
        });
        append(4);
        eventually(() -> assertThat(holders(second)).doesNotContain(first.name()));
        eventually(() -> assertThat(owners(second)).containsExactlyInAnyOrder(second.name(), third.name()));
        awaitExact();
        assertThat(first.lost()).isEmpty();

        first.gate().open();
        eventually(() -> assertThat(first.lost()).isNotEmpty());
        append(4);
        eventually(() -> assertThat(owners(second)).isEqualTo(all));
        append(4);
        awaitExact();
        assertThat(HistoryChecker.of(second.stores(), List.of(projection))
                        .check()
                        .findings())
                .isEmpty();
    }

    private TestReplica replica(String name) throws Exception {
        String database = Objects.requireNonNull(this.database).name();
        Coordination coordination = connect(database.replace('_', '-'), open);
        TestReplica replica = new TestReplica(name, Objects.requireNonNull(client), database, coordination, projection);
        open.add(replica);
        return replica;
    }

    /** Appends events to each stream. */
    private void append(int perStream) {
        for (int i = 0; i < STREAMS; i++) {
            List<NewEvent> batch = new ArrayList<>();
            for (int j = 0; j < perStream; j++) {
                batch.add(NewEvent.of(EventType.of("Happened"), new BsonDocument()));
            }
            Objects.requireNonNull(events)
                    .append(StreamId.of("stream-" + i), ExpectedVersion.any(), batch)
                    .orThrow();
        }
        appended += perStream;
    }

    private Set<String> holders(TestReplica asked) {
        ControlView view = asked.stores().leases().observe();
        return List.of(LEADER, TAILER).stream()
                .map(role -> nameOf(view.holderOf(role).holder()))
                .collect(Collectors.toSet());
    }

    private Set<String> owners(TestReplica asked) {
        return asked.stores().leases().ownerships(projection.id()).stream()
                .map(Ownership::owner)
                .map(PausedReplicaTests::nameOf)
                .collect(Collectors.toSet());
    }

    private static String nameOf(@Nullable ReplicaId replica) {
        return replica == null ? "nobody" : replica.name();
    }

    /** Waits until each document has each version of its stream, once and in order. */
    private void awaitExact() {
        List<Long> versions = LongStream.rangeClosed(1, appended).boxed().toList();
        Map<String, List<Long>> expected = new HashMap<>();
        for (int i = 0; i < STREAMS; i++) {
            expected.put("stream-" + i, versions);
        }
        eventually(() -> assertThat(readModel()).isEqualTo(expected));
    }

    private Map<String, List<Long>> readModel() {
        Map<String, List<Long>> found = new HashMap<>();
        for (BsonDocument document : Objects.requireNonNull(database)
                .database()
                .getCollection("versions", BsonDocument.class)
                .find()) {
            List<Long> versions = document.getArray("versions").stream()
                    .map(BsonValue::asInt64)
                    .map(BsonInt64::getValue)
                    .toList();
            found.put(document.getString("_id").getValue(), versions);
        }
        return found;
    }

    private static void eventually(Runnable assertion) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(assertion::run);
    }
}
