package dev.leat.mongodb;

import dev.leat.ledger.SourceId;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other replicas that ledgers have grown, the first time at once, and then with pauses: each wake-up costs the
 * server an answer to every replica, so the more there are, the longer the pause. One that falls into a pause is sent at
 * its end, by a thread of its own; if the server cannot be reached then, it is lost, which costs time. Thread-safe.
 */
final class PacedWakeups implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PacedWakeups.class);

    /** Pause for each replica: at this pace wake-ups take the server about an eighth of a core, however many there are. */
    static final Duration PAUSE = Duration.ofMillis(4);

    private static final int MOST_REPLICAS = 100;

    private final Consumer<SourceId> send;
    private final ScheduledThreadPoolExecutor pauses = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("leat wake-up pauses").daemon().factory());
    private final Set<SourceId> putOff = new LinkedHashSet<>();
    private final Duration pausePerReplica;
    private @Nullable ScheduledFuture<?> pause;
    private int replicas = 1;

    PacedWakeups(Consumer<SourceId> send, Duration pausePerReplica) {
        this.send = send;
        this.pausePerReplica = pausePerReplica;
        pauses.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Says how many replicas listen. */
    synchronized void listeners(int number) {
        replicas = Math.min(number, MOST_REPLICAS);
    }

    /** Tells of a source now, on the caller's thread, or at the end of the pause. */
    void announce(SourceId source) {
        synchronized (this) {
            if (pause != null) {
                putOff.add(source);
                return;
            }
            startPause();
        }
        send.accept(source);
    }

    private void startPause() {
        if (replicas < 2) {
            return;
        }
        try {
            pause = pauses.schedule(
                    this::endPause, pausePerReplica.multipliedBy(replicas).toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("Closed: wake-ups are sent without pauses");
        }
    }

    private void endPause() {
        Set<SourceId> due;
        synchronized (this) {
            pause = null;
            due = takePutOff();
            if (!due.isEmpty()) {
                startPause();
            }
        }
        sendAll(due);
    }

    private Set<SourceId> takePutOff() {
        Set<SourceId> due = new LinkedHashSet<>(putOff);
        putOff.clear();
        return due;
    }

    private void sendAll(Set<SourceId> sources) {
        try {
            sources.forEach(send);
        } catch (RuntimeException e) {
            log.debug("A wake-up was not sent, replicas look for themselves soon: {}", e.getMessage());
        }
    }

    /** Ends the pause and sends what was put off. */
    @Override
    public void close() {
        pauses.shutdown();
        Set<SourceId> due;
        synchronized (this) {
            pause = null;
            due = takePutOff();
        }
        sendAll(due);
    }
}
