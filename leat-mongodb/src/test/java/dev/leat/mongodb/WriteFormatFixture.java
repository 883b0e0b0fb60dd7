package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
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
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.BsonBinary;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Writes the fixture of the present format, once, when a format is new: {@code -Dit.test=WriteFormatFixture}. No build
 * runs it, and it refuses to write over a fixture that is kept.
 */
@RealMongo
class WriteFormatFixture {

    private static final TailerLimits EAGER = new TailerLimits(7, Duration.ofMillis(200), Duration.ofMillis(200), 10);
    private static final LeatConfig QUICK = Deployment.QUICK.withTailer(EAGER);
    private static final LeatConfig STUBBORN = QUICK.withRetry(
            new RetryLimits(Duration.ofHours(1), Duration.ofMillis(100), Duration.ofMinutes(10), 1_000));

    private final FormatFixture fixture = new FormatFixture();
    private Deployment deployment;
    private LeatMongo stores;
    private EventStore store;

    @BeforeEach
    void open(MongoClient client, TestDatabase database) {
        deployment = new Deployment(client, database.name());
        stores = deployment.stores(FormatFixture::configure);
        store = stores.eventStore();
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @Test
    void writesTheStoredDocuments_ofASmallSystem() throws IOException {
        Path folder = FormatFixture.folder(MongoNames.FORMAT);
        assertThat(Files.exists(folder)).as("a kept fixture in %s", folder).isFalse();
        MongoDatabase data = deployment.database();
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
        awaitCaughtUp(first);
        awaitState(first, "bad-1", ParkedKey.State.PARKED);
        first.close();
        assertThat(first.retryParked(fixture.late().id(), Key.of("bad-1"))).isTrue();

        Leat second = replica(
                "second",
                STUBBORN,
                FormatFixture.accounts(),
                FormatFixture.turnover(),
                fixture.notes(),
                FormatFixture.orders());
        appendSome(2);
        awaitCaughtUp(second);
        awaitState(second, "bad-2", ParkedKey.State.RETRYING);
        Deployment.eventually(() -> assertThat(
                        deployment.leatDatabase().getCollection("coverage").countDocuments())
                .isEqualTo(2));
        List<String> own = deployment.leatDatabase().listCollectionNames().into(new ArrayList<>());
        FormatFixture.dump(deployment.leatDatabase(), folder.resolve("leat"), own);
        FormatFixture.dump(data, folder.resolve("data"), List.of("accounts", "turnover", "notes", "late", "orderSums"));
        second.close();

        appendSome(3);
        FormatFixture.dump(data, folder.resolve("data"), List.of("events", "orders"));
    }

    private Leat replica(String name, LeatConfig config, Projection<?>... projections) {
        return deployment.replica(stores, name, config, new LeatListener() {}, projections);
    }

    /** A round of events, with ids of every kind and streams of every sort. */
    private void appendSome(int round) {
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

    private void awaitCaughtUp(Leat leat) {
        Deployment.eventually(() -> {
            assertThat(stores.ledger().end(SourceId.DEFAULT).last())
                    .isEqualTo(Position.of(
                            deployment.database().getCollection("events").countDocuments()));
            assertThat(stores.ledger().end(FormatFixture.ORDERS).last())
                    .isEqualTo(Position.of(
                            deployment.database().getCollection("orders").countDocuments()));
            for (ProjectionStatus status : leat.status().projections()) {
                assertThat(status.lagEvents()).isZero();
            }
        });
    }

    private void awaitState(Leat leat, String key, ParkedKey.State state) {
        Deployment.eventually(() -> assertThat(leat.status().projections().stream()
                        .flatMap(status -> status.parked().stream())
                        .filter(parked -> parked.key().equals(Key.of(key)))
                        .map(ParkedKey::state))
                .isNotEmpty()
                .containsOnly(state));
    }
}
