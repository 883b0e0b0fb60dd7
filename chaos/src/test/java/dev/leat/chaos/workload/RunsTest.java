package dev.leat.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunsTest {

    private static Runs of(long... versions) {
        Runs runs = Runs.NONE;
        for (long version : versions) {
            runs = runs.plus(version);
        }
        return runs;
    }

    @Test
    void everythingOnceAndInOrder_isOneRun() {
        assertThat(of(1, 2, 3, 4).runs()).containsExactly("1-4");
    }

    @Test
    void lostTwiceAndOutOfOrder_showInTheRuns() {
        assertThat(of(1, 3).runs()).containsExactly("1-1", "3-3");
        assertThat(of(2, 3).runs()).containsExactly("2-3");
        assertThat(of(1, 2, 2, 3).runs()).containsExactly("1-2", "2-3");
        assertThat(of(1, 3, 2).runs()).containsExactly("1-1", "3-3", "2-2");
    }
}
