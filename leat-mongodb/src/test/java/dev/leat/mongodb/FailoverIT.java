package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.testkit.mongodb.MongoCluster;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replicas go on by themselves when servers die, and nothing is lost, doubled or out of order. */
@RealMongo(members = 3, dedicated = true)
class FailoverIT {

    private static final int STREAMS = 7;
    private static final int BETWEEN_KILLS = 40;

    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicInteger appended = new AtomicInteger();
    private MongoCluster cluster;
    private Deployment deployment;

    @BeforeEach
    void open(MongoCluster dedicated, TestDatabase database) {
        cluster = dedicated;
        deployment = new Deployment(cluster.client(), database.name());
    }

    @AfterEach
    void close() throws Exception {
        enough.set(true);
        deployment.close();
    }

    @Test
    void killedPrimary_losesNothing_doublesNothing_andKeepsTheOrder() {
        CompletableFuture<Void> writer = startTogether();
        awaitMoreAppends();

        int killed = cluster.primaryIndex();
        cluster.kill(killed);
        awaitMoreAppends();
        cluster.restart(killed);
        awaitMoreAppends();

        assertExact(writer);
    }

    @Test
    void deathOfAllServers_losesNothing_doublesNothing_andKeepsTheOrder() {
        CompletableFuture<Void> writer = startTogether();
        awaitMoreAppends();

        for (int member = 0; member < cluster.members(); member++) {
            cluster.kill(member);
        }
        for (int member = 0; member < cluster.members(); member++) {
            cluster.restart(member);
        }
        awaitMoreAppends();

        assertExact(writer);
    }

    private CompletableFuture<Void> startTogether() {
        EventStore store = deployment.stores().eventStore();
        deployment.replica("r1");
        deployment.replica("r2");
        return CompletableFuture.runAsync(() -> write(store));
    }

    /** Appends until it is told to stop; what may have failed is repeated with the same ids. */
    private void write(EventStore store) {
        while (!enough.get()) {
            int number = appended.get();
            StreamId stream = StreamId.of("s-" + number % STREAMS);
            List<NewEvent> events = number % 3 == 0 ? List.of(payment(), payment()) : List.of(payment());
            boolean written = false;
            while (!written) {
                written = append(store, stream, events);
            }
            appended.addAndGet(events.size());
        }
    }

    private static NewEvent payment() {
        return NewEvent.of(Fixtures.payment("EUR", "1")).withId(EventId.of(UUID.randomUUID()));
    }

    private static boolean append(EventStore store, StreamId stream, List<NewEvent> events) {
        try {
            store.append(stream, ExpectedVersion.any(), events).orThrow();
            return true;
        } catch (StoreUnavailableException e) {
            return false;
        }
    }

    private void awaitMoreAppends() {
        int before = appended.get();
        Deployment.eventually(() -> assertThat(appended.get()).isGreaterThan(before + BETWEEN_KILLS));
    }

    private void assertExact(CompletableFuture<Void> writer) {
        enough.set(true);
        writer.join();
        deployment.awaitAccountsExact();
        assertThat(deployment.database().getCollection("events").countDocuments())
                .isEqualTo(appended.get());
        Deployment.eventually(() -> assertThat(deployment
                        .database()
                        .getCollection("turnover")
                        .find()
                        .map(turnover -> turnover.getLong("payments")))
                .containsExactly((long) appended.get()));
    }
}
