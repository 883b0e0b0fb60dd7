package dev.leat.examples.onlineretail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CleanupTest {

    private final List<String> done = new ArrayList<>();
    private final Cleanup cleanup = new Cleanup();

    @Test
    void steps_areTakenBack_lastFirst_once_alsoAfterAFailure() {
        cleanup.add(() -> done.add("first"));
        cleanup.add(() -> {
            throw new IllegalStateException("planted by CleanupTest");
        });
        cleanup.add(() -> done.add("last"));
        cleanup.close();
        cleanup.close();
        assertThat(done).containsExactly("last", "first");
    }

    @Test
    void step_thatComesTooLate_isTakenBackAtOnce() {
        cleanup.close();
        cleanup.add(() -> done.add("late"));
        assertThat(done).containsExactly("late");
        assertThat(cleanup.hasBegun()).isTrue();
    }
}
