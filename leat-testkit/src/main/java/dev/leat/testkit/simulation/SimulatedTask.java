package dev.leat.testkit.simulation;

import dev.leat.failure.StoreUnavailableException;
import dev.leat.internal.Task;
import java.time.Duration;

/** Drives one task as its thread would: sleeps, wake-ups, growing pauses. Confined to the simulation's thread. */
final class SimulatedTask {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(5);

    private final Task task;
    private final SimulatedTime time;
    private final Network network;
    private final Chance chance;
    private final double clockRate;
    private long dueAt;
    private boolean sleeping;
    private boolean woken;
    private Duration pause = Duration.ZERO;

    SimulatedTask(Task task, SimulatedTime time, Network network, Chance chance, double clockRate) {
        this.task = task;
        this.time = time;
        this.network = network;
        this.chance = chance;
        this.clockRate = clockRate;
        this.dueAt = time.now();
        task.onWake(this::wake);
    }

    Task task() {
        return task;
    }

    /** When the next step is due; {@link Long#MAX_VALUE} for a task that has stopped. */
    long dueAt() {
        return task.isStopped() ? Long.MAX_VALUE : dueAt;
    }

    private void wake() {
        woken = true;
        if (sleeping) {
            dueAt = Math.min(dueAt, time.now());
        }
    }

    void step() {
        if (sleeping) {
            sleeping = false;
            woken = false;
        }
        Duration next = stepOrPause();
        dueAt = time.now() + cost() + network.takeSlept();
        if (next.isPositive() && !woken) {
            sleeping = true;
            dueAt += (long) (next.toNanos() / clockRate);
        } else if (next.isPositive()) {
            woken = false;
        }
    }

    /** A step takes a moment, now and then a long one. */
    private long cost() {
        return 10_000 + chance.nanosBelow(chance.of(0.03) ? 300 * SimulatedTime.MILLI : 4 * SimulatedTime.MILLI);
    }

    private Duration stepOrPause() {
        try {
            Duration next = task.step();
            pause = Duration.ZERO;
            return next;
        } catch (StoreUnavailableException e) {
            task.recover();
            pause = pause.isPositive() ? pause.multipliedBy(2) : FIRST_PAUSE;
            pause = pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
            return pause;
        } catch (RuntimeException e) {
            throw new Violation("task " + task.name() + " failed: " + e, e);
        }
    }
}
