package dev.leat.benchmarks.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetStateTest {

    private static final Set<String> BOTH = Set.of("a", "b");

    private final FleetState state = new FleetState();

    @Test
    void isBalanced_onlyOnceAllPartitions_areSharedOutAndAtRest() {
        long start = System.nanoTime();
        ready("a", start);
        ready("b", start);
        claim("a", start, 0, 1, 2);
        assertThat(state.isBalanced(BOTH, 3, start + 1))
                .as("all with one replica")
                .isFalse();

        state.heard("a", new Report.Parted("p/2"), start + 5);
        assertThat(state.isBalanced(BOTH, 3, start + 10)).as("one with nobody").isFalse();

        claim("b", start + 10, 2);
        assertThat(state.isBalanced(BOTH, 3, start + 9)).as("not at rest").isFalse();
        assertThat(state.isBalanced(BOTH, 3, start + 10)).isTrue();
    }

    @Test
    void isBalanced_neverWithAReplica_thatHasNotReported() {
        long start = System.nanoTime();
        ready("a", start);
        claim("a", start, 0);
        state.started("b", start);

        assertThat(state.isBalanced(BOTH, 1, start)).isFalse();
    }

    @Test
    void partitions_areForgotten_withTheirReplica() {
        claim("a", 1, 0, 1);
        state.ended("a", 2);

        assertThat(state.partitions("a")).isEmpty();
    }

    @Test
    void lastCommit_isThatOfEvents_notOfIdleCheckpoints() {
        state.heard("a", new Report.Committed(5, List.of("p/0"), 0, List.of()), 10);
        state.heard("b", new Report.Committed(0, List.of("p/1"), 0, List.of()), 20);

        assertThat(state.committedEvents()).isEqualTo(5);
        assertThat(state.lastCommitNanos()).isEqualTo(10);
    }

    private void ready(String replica, long nanos) {
        state.started(replica, nanos);
        state.heard(replica, new Report.Ready(), nanos);
    }

    private void claim(String replica, long nanos, int... partitions) {
        for (int partition : partitions) {
            state.heard(replica, new Report.Claimed("p/" + partition), nanos);
        }
    }
}
