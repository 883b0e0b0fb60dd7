package dev.leat.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.Leat;
import dev.leat.config.LeatConfig;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.lease.LeaseTiming;
import dev.leat.lease.ReplicaId;
import dev.leat.lease.Role;
import dev.leat.lease.RoleHolder;
import dev.leat.ledger.SourceId;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.route.Intake;
import dev.leat.route.LedgerRoute;
import dev.leat.route.Relay;
import dev.leat.route.Route;
import dev.leat.route.RouteContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A replica that tails but cannot reach the brokers must not keep all the others waiting for its relay. */
final class RelayHandOverTest {

    private static final EventType ADDED = EventType.of("Added");
    private static final SourceId SOURCE = SourceId.of("events");
    private static final LeatConfig QUICK = LeatConfig.DEFAULTS.withLease(new LeaseTiming(
            Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(1_500)));

    private final InMemoryStores stores = new InMemoryStores(InstantSource.system());
    private final Set<String> relayed = ConcurrentHashMap.newKeySet();
    private final CountDownLatch end = new CountDownLatch(1);

    record Total(int sum) {}

    /** Relays nothing, as the steps it is given do. */
    private record Stepping(Runnable work) implements Relay {

        @Override
        public Duration step() {
            work.run();
            return Duration.ofMillis(100);
        }

        @Override
        public void release() {}

        @Override
        public void close() {}
    }

    private record Relaying(Route ledger, Runnable work) implements Route {

        @Override
        public String name() {
            return "relaying";
        }

        @Override
        public Intake intake(RouteContext context, Projection<?> projection, SourceId source) {
            return ledger.intake(context, projection, source);
        }

        @Override
        public Optional<Relay> relay(RouteContext context, SourceId source, List<Projection<?>> projections) {
            return Optional.of(new Stepping(work));
        }
    }

    private Leat replica(String name, Runnable work) {
        Projection<Total> totals = Projection.named("totals")
                .into("totals", Total.class)
                .startingWith(new Total(0))
                .on(ADDED, (total, data, event) -> new Total(total.sum() + (Integer) data))
                .build();
        Leat leat = Leat.builder(stores)
                .exactlyOnce(totals)
                .replicaName(name)
                .config(QUICK)
                .route(new Relaying(new LedgerRoute(), work))
                .build();
        leat.start();
        return leat;
    }

    private String tailer(Leat leat) {
        ReplicaId tailer = leat.status().sources().getFirst().tailer();
        return tailer == null ? "nobody" : tailer.name();
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60));
    }

    @AfterEach
    void letGo() {
        end.countDown();
    }

    @Test
    void relayThatFails_goesToAnotherReplica() {
        movesFrom(() -> {
            throw new StoreUnavailableException("The broker does not answer.");
        });
    }

    @Test
    void relayThatHangs_goesToAnotherReplica() {
        movesFrom(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void movesFrom(Runnable broken) {
        try (Leat cutOff = replica("cut-off", broken)) {
            eventually().until(() -> tailer(cutOff).equals("cut-off"));
            try (Leat healthy = replica("healthy", () -> relayed.add("healthy"))) {
                eventually().untilAsserted(() -> assertThat(relayed).contains("healthy"));
                assertThat(tailer(healthy)).isEqualTo("healthy");

                InMemoryEvents events = stores.events(SOURCE);
                events.append(StreamId.of("cart-1"), ExpectedVersion.noStream(), List.of(NewEvent.of(ADDED, 5)));
                eventually()
                        .untilAsserted(() -> assertThat(stores.documents("totals"))
                                .isEqualTo(Map.of(Key.of("cart-1"), new Total(5))));
            } finally {
                end.countDown();
            }
        }
    }

    @Test
    void relayThatFailsWhereNobodyElseIs_leavesTheRoleWhereItIs() {
        CountDownLatch failures = new CountDownLatch(6);
        try (Leat alone = replica("alone", () -> {
            failures.countDown();
            throw new StoreUnavailableException("The broker does not answer.");
        })) {
            eventually().until(() -> tailer(alone).equals("alone"));
            RoleHolder before = stores.leases().observe().holderOf(new Role.Tailer(SOURCE));
            eventually().until(() -> failures.getCount() == 0);
            assertThat(stores.leases().observe().holderOf(new Role.Tailer(SOURCE)))
                    .isEqualTo(before);
        }
    }
}
