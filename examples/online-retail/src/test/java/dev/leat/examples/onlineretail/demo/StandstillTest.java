package dev.leat.examples.onlineretail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.checkpoint.Epoch;
import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StandstillTest {

    private static final ReplicaId DEAD = new ReplicaId("replica-1", "a");
    private static final ReplicaId HEIR = new ReplicaId("replica-2", "b");
    private static final ReplicaId AGAIN = new ReplicaId("replica-1", "c");
    private static final ProjectionId PROJECTION = new ProjectionId("p", 1);

    private final Standstill standstill = new Standstill("replica-1", DEAD, 0);

    private void observe(long millis, Ownership... partitions) {
        standstill.observe(List.of(partitions), Duration.ofMillis(millis).toNanos());
    }

    private static Ownership partition(int number, ReplicaId owner, long checkpoint) {
        return new Ownership(new PartitionId(PROJECTION, number), owner, new Epoch(1), Position.of(checkpoint), 0, 0);
    }

    @Test
    void standstill_lastsUntilAnotherOwnersCheckpointIsNewer() {
        observe(100, partition(0, DEAD, 10), partition(1, DEAD, 20), partition(2, HEIR, 5));
        observe(4_000, partition(0, HEIR, 10), partition(1, DEAD, 20), partition(2, HEIR, 9));
        assertThat(standstill.isClaimed()).isFalse();
        observe(5_000, partition(0, HEIR, 15), partition(1, AGAIN, 20), partition(2, HEIR, 9));
        assertThat(standstill.isClaimed()).isTrue();
        assertThat(standstill.isOver()).isFalse();
        observe(6_000, partition(0, HEIR, 19), partition(1, AGAIN, 21), partition(2, HEIR, 9));
        assertThat(standstill.isOver()).isTrue();
        assertThat(standstill.report())
                .contains("its 2 partitions", "6.0 s (median)", "6.0 s (longest)", "claimed after 4.0 s to 5.0 s");
    }

    @Test
    void checkpointOfTheDead_isNoMove() {
        observe(100, partition(0, DEAD, 10));
        observe(200, partition(0, DEAD, 12));
        assertThat(standstill.isClaimed()).isFalse();
        assertThat(standstill.report()).contains("none of its 1 partitions");
    }
}
