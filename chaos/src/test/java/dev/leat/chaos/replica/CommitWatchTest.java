package dev.leat.chaos.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitWatchTest {

    private final CommitWatch watch = new CommitWatch();

    private void commit(int second, String... partitions) {
        watch.committed(List.of(partitions), seconds(second));
    }

    private static long seconds(int count) {
        return Duration.ofSeconds(count).toNanos();
    }

    @Test
    void longestGap_isThatOfThePartitionThatStoodStillLongest() {
        commit(10, "a", "b");
        commit(11, "a");
        commit(12, "a");
        commit(15, "a", "b");

        assertThat(watch.longestGap(seconds(10), seconds(15))).isEqualTo(Duration.ofSeconds(5));
        assertThat(watch.commits()).isEqualTo(4);
    }

    @Test
    void gap_countsOnlyWithinTheMoments() {
        commit(10, "a");
        commit(20, "a");

        assertThat(watch.longestGap(seconds(18), seconds(21))).isEqualTo(Duration.ofSeconds(2));
        assertThat(watch.longestGap(seconds(12), seconds(14))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void partitionThatDoesNotMoveAgain_standsStillToTheEnd() {
        commit(10, "a", "b");
        commit(19, "a");

        assertThat(watch.longestGap(seconds(10), seconds(20))).isEqualTo(Duration.ofSeconds(10));
    }
}
