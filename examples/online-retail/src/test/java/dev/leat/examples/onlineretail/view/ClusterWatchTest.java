package dev.leat.examples.onlineretail.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.checkpoint.Epoch;
import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.HistoryWindow;
import dev.leat.ledger.SourceId;
import dev.leat.observe.LeatStatus;
import dev.leat.observe.LeatStatus.ProjectionStatus;
import dev.leat.observe.LeatStatus.SourceStatus;
import dev.leat.park.ParkedSummary;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClusterWatchTest {

    private static final ReplicaId ONE = new ReplicaId("replica-1", "a");
    private static final ReplicaId TWO = new ReplicaId("replica-2", "b");
    private static final ProjectionId PROJECTION = new ProjectionId("p", 1);

    private static final SourceId EVENTS = SourceId.of("events");

    private final ClusterWatch watch = new ClusterWatch();

    private void observe(long seconds, long ledger, Ownership... partitions) {
        watch.observe(
                new LeatStatus(
                        Instant.EPOCH,
                        new HistoryWindow.Unknown(""),
                        List.of(),
                        List.of(new SourceStatus(EVENTS, ONE, Position.of(ledger), new ClusterTime(0), null, false, 0)),
                        List.of(new ProjectionStatus(
                                PROJECTION,
                                EVENTS,
                                "p",
                                true,
                                List.of(partitions),
                                List.of(),
                                0,
                                0,
                                0,
                                ParkedSummary.NONE))),
                Duration.ofSeconds(seconds).toNanos());
    }

    private static Ownership partition(int number, ReplicaId owner, long checkpoint, long events) {
        return new Ownership(
                new PartitionId(PROJECTION, number), owner, new Epoch(1), Position.of(checkpoint), 0, events);
    }

    @Test
    void work_isItsOwners() {
        observe(0, 100, partition(0, ONE, 0, 0), partition(1, TWO, 0, 0));
        observe(1, 100, partition(0, ONE, 50, 20), partition(1, TWO, 100, 60));
        assertThat(watch.figuresOf("replica-1", "working", 3))
                .isEqualTo(new ReplicaFigures("replica-1", "working", true, 1, 20, 50, Duration.ofSeconds(1), 3));
        assertThat(watch.figuresOf("replica-2", "working", 0))
                .isEqualTo(new ReplicaFigures("replica-2", "working", false, 1, 60, 0, Duration.ZERO, 0));
        assertThat(watch.projected()).isEqualTo(75);
        assertThat(watch.lagEvents()).isEqualTo(50);
    }

    @Test
    void lag_isTheTimeSinceTheLedgerHasMore() {
        observe(0, 10, partition(0, ONE, 10, 0));
        observe(2, 20, partition(0, ONE, 10, 0));
        observe(5, 30, partition(0, ONE, 10, 0));
        assertThat(watch.figuresOf("replica-1", "", 0).lag()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void line_namesEveryReplica() {
        observe(0, 10, partition(0, ONE, 10, 0));
        Figures figures = new Figures(
                Duration.ofSeconds(4), 20, 10, 10, 10, 0, List.of(watch.figuresOf("replica-1", "working", 7)));
        assertThat(LineView.line(figures))
                .isEqualTo("   4 s  loaded 10 of 20, projected 10, lag 0 events | replica-1 working as tailer,"
                        + " 1 partitions, 0/s, lag 0 0.0 s, 7 commits");
    }
}
