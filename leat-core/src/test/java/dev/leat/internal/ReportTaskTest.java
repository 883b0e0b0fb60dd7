package dev.leat.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.config.LeatConfig;
import dev.leat.event.EventId;
import dev.leat.event.Position;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.SourceId;
import dev.leat.observe.LeatListener;
import dev.leat.observe.ReplicaReport;
import dev.leat.observe.Reports;
import dev.leat.partition.ProjectionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a replica reports, and what; in simulated time. */
final class ReportTaskTest implements Reports {

    private static final SourceId EVENTS = SourceId.DEFAULT;
    private static final ProjectionId BALANCES = new ProjectionId("balances", 1);

    private final List<ReplicaReport> written = new ArrayList<>();
    private final List<Long> writtenAt = new ArrayList<>();
    private final List<ReplicaId> removed = new ArrayList<>();
    private Duration now = Duration.ofHours(3);
    private final ReplicaContext context = new ReplicaContext(
            new ReplicaId("one", "a"),
            new ReconciledStores() {
                @Override
                public Reports reports() {
                    return ReportTaskTest.this;
                }
            },
            LeatConfig.DEFAULTS,
            new LeatListener() {},
            () -> now.toNanos());
    private final Activity activity = new Activity(context.ticker(), Map.of(BALANCES, EVENTS));
    private final ReportTask task = new ReportTask(context, activity);

    @Override
    public void write(ReplicaReport report) {
        written.add(report);
        writtenAt.add(now.minusHours(3).toSeconds());
    }

    @Override
    public List<Reported> read() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(ReplicaId replica) {
        removed.add(replica);
    }

    private void run(Duration duration) {
        Duration end = now.plus(duration);
        while (now.compareTo(end) < 0) {
            now = now.plus(task.step());
        }
    }

    private void append(long first) {
        activity.appended(
                EVENTS,
                new Entry(Position.of(first), List.of(new Pointer(EventId.of("e"), 1)), null, ClusterTime.ZERO));
    }

    @Test
    void idleReplica_reportsAtOnce_andEachMinute() {
        run(Duration.ofMinutes(3));
        assertThat(writtenAt).containsExactly(0L, 60L, 120L);
        assertThat(written.getLast().version()).isNotBlank().doesNotContain("$").isNotEqualTo("unknown");
        assertThat(written.getLast().host()).isNotBlank();
        assertThat(written.getLast().uptime()).isEqualTo(Duration.ofMinutes(2));
        assertThat(written.getLast().sources()).isEmpty();
        assertThat(written.getLast().projections()).isEmpty();
    }

    @Test
    void busyReplica_reportsEveryFiveSeconds() {
        for (int second = 0; second < 30; second++) {
            append(second + 1L);
            task.step();
            now = now.plusSeconds(1);
        }
        assertThat(writtenAt).containsExactly(0L, 5L, 10L, 15L, 20L, 25L);
        assertThat(written.getLast().sources()).singleElement().satisfies(source -> {
            assertThat(source.events()).isEqualTo(26);
            assertThat(source.eventsPerSecond()).isBetween(0.9, 1.1);
        });
    }

    @Test
    void errors_areTold_theNewestFirst_oneForEachTask() {
        activity.storeUnavailable("member", new StoreUnavailableException("away"));
        now = now.plusSeconds(10);
        activity.taskFailed("projection balances:1", new IllegalStateException("wrong"));
        now = now.plusSeconds(10);
        activity.storeUnavailable("member", new StoreUnavailableException("away again"));
        now = now.plusSeconds(2);
        task.step();
        assertThat(written.getFirst().errors()).hasSize(2);
        assertThat(written.getFirst().errors().getFirst().task()).isEqualTo("member");
        assertThat(written.getFirst().errors().getFirst().ago()).isEqualTo(Duration.ofSeconds(2));
        assertThat(written.getFirst().errors().getFirst().words()).contains("away again");
        assertThat(written.getFirst().errors().getLast().words()).contains("IllegalStateException", "wrong");
    }

    @Test
    void errors_areBounded() {
        for (int i = 0; i < 100; i++) {
            activity.storeUnavailable("task " + i, new StoreUnavailableException("away"));
        }
        task.step();
        assertThat(written.getFirst().errors()).hasSize(ReplicaReport.MAX_ERRORS);
    }

    @Test
    void haltedProjection_isTold() {
        activity.halted(BALANCES, 10_001);
        task.step();
        assertThat(written.getFirst().projections())
                .singleElement()
                .satisfies(projection -> assertThat(projection.haltedKeys()).isEqualTo(10_001));
    }

    @Test
    void stoppedReplica_removesItsReport() {
        task.step();
        task.requestStop();
        assertThat(task.isStopped()).isFalse();
        task.step();
        assertThat(task.isStopped()).isTrue();
        assertThat(removed).containsExactly(context.replica());
    }
}
