package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.Leat;
import dev.leat.config.LeatConfig;
import dev.leat.event.EventStore;
import dev.leat.event.Position;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.TailerLimits;
import dev.leat.observe.LeatListener;
import dev.leat.observe.LeatStatus.ProjectionStatus;
import dev.leat.park.ParkedKey;
import dev.leat.park.RetryLimits;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonBinary;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/** Runs the small system of {@link FormatFixture} until each kind of document is stored. Confined to the test's thread. */
final class FormatRun {

    private static final TailerLimits EAGER = new TailerLimits(7, Duration.ofMillis(200), Duration.ofMillis(200), 10);
    private static final LeatConfig QUICK = Deployment.QUICK.withTailer(EAGER);
    private static final LeatConfig STUBBORN = QUICK.withRetry(
            new RetryLimits(Duration.ofHours(1), Duration.ofMillis(100), Duration.ofMinutes(10), 1_000));

    private final FormatFixture fixture = new FormatFixture();
    private final Deployment deployment;
    private final LeatMongo stores;
    private final EventStore store;

    FormatRun(Deployment deployment) {
        this.deployment = deployment;
        this.stores = deployment.stores(FormatFixture::configure);
        this.store = stores.eventStore();
    }

    /** Leaves a replica at work that has nothing to do any more. */
    Leat untilQuiet() {
        appendSome(0);
        Leat first = replica(
                "first",
                QUICK,
                FormatFixture.accounts(),
                FormatFixture.turnover(),
                fixture.notes(),
                fixture.late(),
                FormatFixture.orders());
        appendSome(1);
        FormatFixture.append(store, "bad-1", "late to fail", "EUR", 1);
        awaitCaughtUp(first, Set.of());
        awaitState(first, "bad-1", ParkedKey.State.PARKED);
        first.close();
        assertThat(first.parked().retry(fixture.late().id(), Key.of("bad-1"), "a test", "mended"))
                .isEqualTo(1);

        Leat second = replica(
                "second",
                STUBBORN,
                FormatFixture.accounts(),
                FormatFixture.turnover(),
                fixture.notes(),
                FormatFixture.orders());
        appendSome(2);
        awaitCaughtUp(second, Set.of(fixture.late().id()));
        awaitState(second, "bad-2", ParkedKey.State.RETRYING);
        Deployment.eventually(() -> assertThat(
                        deployment.leatDatabase().getCollection("coverage").countDocuments())
                .isEqualTo(2));
        return second;
    }

    private Leat replica(String name, LeatConfig config, Projection<?>... projections) {
        return deployment.replica(stores, name, config, new LeatListener() {}, projections);
    }

    /** A round of events, with ids of every kind and streams of every sort. */
    void appendSome(int round) {
        for (int i = 0; i < 4; i++) {
            FormatFixture.append(store, "account-" + i, new ObjectId(), i % 2 == 0 ? "EUR" : "USD", round + 1L);
        }
        FormatFixture.append(store, "bad-1", UUID.randomUUID(), "EUR", 10);
        if (round > 0) {
            FormatFixture.append(store, "bad-2", "event-" + round + "-ü", "GBP", 10);
        }
        FormatFixture.append(store, "größe/ : $x.y", 7_000_000_000L + round, "€", 3);
        FormatFixture.append(store, "account-" + (10 + round), 100 + round, "USD", 5);
        FormatFixture.append(
                store,
                "account-0",
                new BsonDocument("a", new BsonString("x")).append("n", new BsonString("" + round)),
                "EUR",
                2);
        FormatFixture.append(store, "account-1", new BsonBinary(new byte[] {1, 2, (byte) round}), "EUR", 2);
        FormatFixture.append(store, "account-2", new BsonDecimal128(Decimal128.parse("1." + round)), "EUR", 2);
        for (int i = 0; i < 3; i++) {
            FormatFixture.order(deployment.database(), "order-" + i, round + 1L, 100 + i);
        }
    }

    private void awaitCaughtUp(Leat leat, Set<ProjectionId> notHosted) {
        Deployment.eventually(() -> {
            assertThat(stores.ledger().end(SourceId.DEFAULT).last())
                    .isEqualTo(Position.of(
                            deployment.database().getCollection("events").countDocuments()));
            assertThat(stores.ledger().end(FormatFixture.ORDERS).last())
                    .isEqualTo(Position.of(
                            deployment.database().getCollection("orders").countDocuments()));
            for (ProjectionStatus status : leat.status().projections()) {
                assertThat(notHosted.contains(status.projection()) || status.lagEvents() == 0)
                        .isTrue();
            }
        });
    }

    private void awaitState(Leat leat, String key, ParkedKey.State state) {
        Deployment.eventually(() -> assertThat(leat.status().projections().stream()
                        .flatMap(status -> status.parked().examples().stream())
                        .filter(parked -> parked.key().equals(Key.of(key)))
                        .map(ParkedKey::state))
                .isNotEmpty()
                .containsOnly(state));
    }
}
