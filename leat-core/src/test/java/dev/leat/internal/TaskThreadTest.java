package dev.leat.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.failure.NewerFormatException;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.observe.LeatListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class TaskThreadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final RuntimeException away = new StoreUnavailableException("away");
    private final RuntimeException newer = new NewerFormatException("ledger.events", 7, "v 2", 1);

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final LeatListener listener = new LeatListener() {
        @Override
        public void storeUnavailable(String task, Throwable cause) {
            told.add(task + " unavailable");
        }

        @Override
        public void newerFormat(String task, NewerFormatException cause) {
            told.add(task + " newer");
        }

        @Override
        public void taskFailed(String task, Throwable cause) {
            told.add(task + " failed");
        }

        @Override
        public void storeAvailable(String task) {
            told.add(task + " available");
        }
    };

    @Test
    void failure_isToldOnce_andAgainWhenItIsAnother_orCameBack() throws Exception {
        Task task = new Scripted(List.of(away, away, newer, newer, Duration.ofMillis(1), newer));
        TaskThread thread = new TaskThread(task, listener);
        thread.start();
        assertThat(thread.join(PATIENCE)).as("the task stopped").isTrue();
        assertThat(told).containsExactly("script unavailable", "script newer", "script available", "script newer");
    }

    @Test
    void faultOfATask_isTold_andThatItWorksAgain() throws Exception {
        TaskThread thread = new TaskThread(
                new Scripted(List.of(new IllegalStateException("wrong"), Duration.ofMillis(1), Duration.ofMillis(1))),
                listener);
        thread.start();
        assertThat(thread.join(PATIENCE)).as("the task stopped").isTrue();
        assertThat(told).containsExactly("script failed", "script available");
    }

    /** Does as it is told, step by step, and stops. */
    private static final class Scripted implements Task {

        private final Queue<Object> script;

        Scripted(List<Object> script) {
            this.script = new ArrayDeque<>(script);
        }

        @Override
        public String name() {
            return "script";
        }

        @Override
        public Duration step() {
            return switch (script.remove()) {
                case RuntimeException failure -> throw failure;
                case Object pause -> (Duration) pause;
            };
        }

        @Override
        public void recover() {}

        @Override
        public void requestStop() {}

        @Override
        public boolean isStopped() {
            return script.isEmpty();
        }

        @Override
        public void onWake(Runnable waker) {}
    }
}
