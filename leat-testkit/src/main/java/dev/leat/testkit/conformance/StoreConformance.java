package dev.leat.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.lease.Registration;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.ResumeToken;
import dev.leat.park.ParkChange;
import dev.leat.partition.Slots;
import dev.leat.projection.Projection;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.CommitOutcome;
import dev.leat.readmodel.DocumentChange;
import dev.leat.stores.LeatStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the suites share: a fixture per test, and words for what they do. */
public abstract class StoreConformance {

    static final ReplicaId ONE = new ReplicaId("one", "1");
    static final ReplicaId TWO = new ReplicaId("two", "1");

    private @Nullable StoreFixture fixture;

    /** Makes an empty store. */
    protected abstract StoreFixture open() throws Exception;

    /** Opens the store of the test. */
    @BeforeEach
    public final void openFixture() throws Exception {
        fixture = open();
        stores().prepare(List.of(fixture().source(), fixture().otherSource()));
    }

    /** Closes the store of the test. */
    @AfterEach
    public final void closeFixture() {
        if (fixture != null) {
            fixture.close();
        }
    }

    final StoreFixture fixture() {
        return Objects.requireNonNull(fixture);
    }

    final LeatStores stores() {
        return fixture().stores();
    }

    /** A projection with 4 partitions. */
    static Projection<Counter> projection(String name) {
        return Projection.named(name)
                .into(name, Counter.class)
                .partitions(4)
                .startingWith(new Counter(0, ""))
                .on(
                        EventType.of("Happened"),
                        (counter, data, event) ->
                                new Counter(counter.count() + 1, event.id().toString()))
                .build();
    }

    final Projection<Counter> registered(String name) {
        Projection<Counter> projection = projection(name);
        stores().leases().register(registrationOf(projection));
        return projection;
    }

    final Registration registrationOf(Projection<?> projection) {
        return new Registration(
                projection.id(), fixture().source(), projection.collection(), projection.partitioning());
    }

    final Ownership stored(Projection<?> projection, int partition) {
        return stores().leases().ownerships(projection.id()).get(partition);
    }

    final Ownership claimed(ReplicaId replica, Projection<?> projection, int partition) {
        List<Ownership> claimed = stores().leases().claim(replica, List.of(stored(projection, partition)));
        assertEquals(1, claimed.size(), "claims that succeeded");
        return claimed.getFirst();
    }

    /** Without the time of its last move, which is the store's to say. */
    static Ownership timeless(Ownership ownership) {
        return new Ownership(
                ownership.partition(),
                ownership.owner(),
                ownership.epoch(),
                ownership.checkpoint(),
                ownership.commits(),
                ownership.events(),
                ownership.offset(),
                null);
    }

    static CheckpointMove move(Ownership from, long to, int events) {
        return new CheckpointMove(from.partition(), from.epoch(), from.checkpoint(), Position.of(to), events);
    }

    final CommitOutcome commit(
            Projection<?> projection,
            List<CheckpointMove> moves,
            List<DocumentChange> documents,
            List<ParkChange> parked) {
        return stores().readModels().commit(new Commit(projection, moves, documents, List.of(), parked));
    }

    static void assertCommitted(CommitOutcome outcome) {
        assertInstanceOf(CommitOutcome.Committed.class, outcome);
    }

    static void assertFenced(CommitOutcome outcome) {
        assertInstanceOf(CommitOutcome.Fenced.class, outcome);
    }

    static Pointer pointer(String id) {
        return new Pointer(EventId.of(id), Slots.of(id));
    }

    static Entry entry(long first, @Nullable ResumeToken token, Pointer... pointers) {
        return new Entry(Position.of(first), List.of(pointers), token, ClusterTime.of(1_700_000_000 + first, 1));
    }

    /** Runs calls at once, each on a thread of its own. */
    static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            for (Future<T> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
        }
        return results;
    }
}
