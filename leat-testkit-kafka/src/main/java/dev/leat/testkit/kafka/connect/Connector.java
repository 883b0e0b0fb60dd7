package dev.leat.testkit.kafka.connect;

import dev.leat.testkit.kafka.connect.ConnectApi.TaskState;
import dev.leat.testkit.kafka.process.ServerProcess;
import java.time.Duration;
import java.util.Optional;

/** A connector with one task, the most that a change stream can have. Confined to one thread. */
public final class Connector {

    private static final Duration STATE_WAIT = Duration.ofMinutes(2);

    private final String name;
    private final ConnectApi api;
    private final ServerProcess worker;

    Connector(String name, ConnectApi api, ServerProcess worker) {
        this.name = name;
        this.api = api;
        this.worker = worker;
    }

    /** Makes the task stop polling, with its change stream left open. Returns when it has stopped. */
    public void pause() throws InterruptedException {
        api.pause(name);
        awaitState("PAUSED");
    }

    /** Ends a {@link #pause}. Returns when the worker has taken the order. */
    public void resume() {
        api.resume(name);
    }

    void awaitState(String state) throws InterruptedException {
        worker.await(() -> has(state), STATE_WAIT, "connector " + name + " to be " + state);
    }

    /** Checks that the task works. */
    private boolean has(String state) {
        Optional<TaskState> task = api.task(name);
        task.filter(TaskState::isFailed).ifPresent(failed -> {
            throw new IllegalStateException("The task of connector " + name + " failed: " + failed.trace());
        });
        return task.filter(now -> now.state().equals(state)).isPresent();
    }
}
