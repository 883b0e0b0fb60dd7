package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.MongoClient;
import dev.leat.Leat;
import dev.leat.event.EventStore;
import dev.leat.event.Position;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.HistoryWindow;
import dev.leat.observe.Health;
import dev.leat.observe.HealthLimits;
import dev.leat.observe.LeatStatus;
import dev.leat.observe.LeatStatus.OwnerStatus;
import dev.leat.observe.LeatStatus.ProjectionStatus;
import dev.leat.observe.LeatStatus.ReplicaStatus;
import dev.leat.observe.LeatStatus.SourceStatus;
import dev.leat.observe.ReplicaReport;
import dev.leat.observe.ReplicaReport.ProjectionReport;
import dev.leat.observe.Reports.Reported;
import dev.leat.projection.Projection;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The status of a cluster on a real MongoDB, read by somebody who knows nothing of its projections. */
@RealMongo
class StatusIT {

    private static final int EVENTS = 200;
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final CountDownLatch goOn = new CountDownLatch(1);
    private Deployment deployment;
    private EventStore store;
    private LeatMongo onlooker;

    @BeforeEach
    void open(MongoClient client, TestDatabase database) {
        deployment = new Deployment(client, database.name());
        store = deployment.stores().eventStore();
        onlooker = deployment.closeLater(
                LeatMongo.builder(client).database(database.name()).build());
    }

    @AfterEach
    void close() {
        goOn.countDown();
        deployment.close();
    }

    private LeatStatus status() {
        return Leat.statusOf(onlooker);
    }

    private ProjectionStatus accounts() {
        return status().projections().stream()
                .filter(projection ->
                        projection.projection().equals(Fixtures.accounts().id()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ownersOf(ProjectionStatus projection) {
        return projection.owners().stream()
                .map(OwnerStatus::owner)
                .map(owner -> owner == null ? "nobody" : owner.name())
                .toList();
    }

    @Test
    void replicasThatShareTheWork_areSeenWithTheirRates_andAQuietSourceHasNoLag() {
        assertThat(status().projections()).isEmpty();
        deployment.replica("one");
        Leat two = deployment.replica("two");
        Deployment.eventually(() -> assertThat(status().projections())
                .hasSize(2)
                .allSatisfy(projection -> assertThat(projection.owners())
                        .hasSize(2)
                        .allSatisfy(owner -> assertThat(owner.owner()).isNotNull())));
        for (int i = 0; i < EVENTS; i++) {
            Fixtures.append(store, "s-" + i % 20, Fixtures.payment("EUR", "1"));
        }

        Deployment.eventually(() -> assertThat(eventsReported()).isEqualTo(EVENTS));
        LeatStatus status = status();
        assertThat(accounts().eventsPerSecond()).isPositive();
        assertThat(accounts().collection()).isEqualTo("accounts");
        assertThat(ownersOf(accounts())).containsExactlyInAnyOrder("one", "two");
        assertThat(status.window()).isInstanceOf(HistoryWindow.Since.class);
        assertThat(status.replicas()).hasSize(2).allSatisfy(replica -> {
            ReplicaReport report = reportOf(replica);
            assertThat(report.version()).isNotEqualTo("unknown");
            assertThat(report.host()).isNotBlank();
            assertThat(report.errors()).isEmpty();
        });
        Deployment.eventually(() -> assertQuiet(status()));
        assertThat(two.health().problems()).isEmpty();

        onlooker.reports().write(report(new ReplicaId("ghost", "gone")));
        two.close();
        Deployment.eventually(() -> assertThat(ownersOf(accounts())).containsExactly("one"));
        assertThat(status().replicas())
                .extracting(replica -> replica.id().name(), replica -> replica.member() != null)
                .containsExactly(tuple("ghost", false), tuple("one", true));
    }

    private static void assertQuiet(LeatStatus status) {
        SourceStatus source = status.sources().getFirst();
        assertThat(source.last()).isEqualTo(Position.of(EVENTS));
        assertThat(source.hasToken()).isTrue();
        assertThat(source.tailer()).isNotNull();
        assertThat(source.eventsPerSecond()).isPositive();
        assertThat(status.projections()).allSatisfy(projection -> {
            assertThat(projection.lagEvents()).isZero();
            assertThat(projection.lagSeconds()).isZero();
            assertThat(projection.parked().count()).isZero();
            assertThat(projection.partitions())
                    .allSatisfy(partition -> assertThat(partition.movedAt()).isBeforeOrEqualTo(status.at()));
        });
    }

    private long eventsReported() {
        return status().replicas().stream()
                .map(ReplicaStatus::reported)
                .filter(Objects::nonNull)
                .flatMap(reported -> reported.report().projections().stream())
                .filter(projection ->
                        projection.projection().equals(Fixtures.accounts().id()))
                .mapToLong(ProjectionReport::events)
                .sum();
    }

    private static ReplicaReport reportOf(ReplicaStatus replica) {
        Reported reported = Objects.requireNonNull(replica.reported());
        return reported.report();
    }

    private static ReplicaReport report(ReplicaId replica) {
        return new ReplicaReport(replica, "0", "nowhere", Duration.ZERO, List.of(), List.of(), List.of());
    }

    @Test
    void replicaThatLivesAndStandsStill_isUnhealthy_untilItGoesOn() {
        Leat leat = deployment.replica("one", Deployment.QUICK.withHealth(new HealthLimits(SHORT)), accountsThatWait());
        Deployment.eventually(
                () -> assertThat(Health.of(status(), Duration.ofMinutes(1)).problems())
                        .isEmpty());
        Fixtures.append(store, "s", Fixtures.payment("EUR", "1"));

        Deployment.eventually(() -> assertThat(leat.health().problems()).anySatisfy(problem -> {
            assertThat(problem.kind()).isEqualTo(Health.Kind.STANDS_STILL);
            assertThat(problem.of()).isEqualTo("projection accounts:1");
            assertThat(problem.words()).contains("one~", "lag 1 events");
        }));
        assertThat(accounts().lagSeconds()).isPositive();
        assertThat(Health.of(status(), Duration.ofMinutes(10)).problems()).isEmpty();

        goOn.countDown();
        Deployment.eventually(
                () -> assertThat(Health.of(status(), Duration.ofMinutes(1)).problems())
                        .isEmpty());
        Deployment.eventually(() -> assertThat(accounts().lagEvents()).isZero());
        assertThat(leat.health().problems()).noneMatch(problem -> problem.kind() == Health.Kind.STANDS_STILL);
    }

    private Projection<Fixtures.Account> accountsThatWait() {
        return Projection.named("accounts")
                .into("accounts", Fixtures.Account.class)
                .partitions(4)
                .startingWith(Fixtures.Account.EMPTY)
                .on(Fixtures.PaymentReceived.class, (account, payment, event) -> {
                    goOn.await();
                    return account.plus(event, payment.amount());
                })
                .build();
    }
}
