package dev.leat.examples.onlineretail.replica;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The replica processes of a demo. Thread-safe; {@link #close} leaves none behind. */
public final class ReplicaFleet implements AutoCloseable {

    private static final int LOG_TAIL_LINES = 20;
    private static final long END_WAIT_SECONDS = 12;

    private final String uri;
    private final String database;
    private final Path logs;
    private final Map<String, ReplicaProcess> processes = new LinkedHashMap<>();
    private final Map<String, Long> earlierCommits = new HashMap<>();
    private boolean closed;

    /**
     * No replica yet.
     *
     * @param logs an existing folder for their logs
     */
    public ReplicaFleet(String uri, String database, Path logs) {
        this.uri = uri;
        this.database = database;
        this.logs = logs;
    }

    /** Starts a replica, for the first time or again. */
    public synchronized void start(String name) throws IOException {
        if (closed) {
            throw new IllegalStateException("The demo is being stopped.");
        }
        processes.put(name, ReplicaProcess.start(name, uri, database, logs));
    }

    /** Kills a replica with SIGKILL; it counts no longer as one that should be there. */
    public synchronized void kill(String name) throws InterruptedException {
        ReplicaProcess process = processes.remove(name);
        if (process == null) {
            throw new IllegalArgumentException("There is no replica " + name + ".");
        }
        process.kill();
        earlierCommits.merge(name, process.commits(), Long::sum);
    }

    /** Transactions of a replica, those of its earlier runs included. */
    public synchronized long commits(String name) {
        ReplicaProcess process = processes.get(name);
        return earlierCommits.getOrDefault(name, 0L) + (process == null ? 0 : process.commits());
    }

    /**
     * Looks after the replicas.
     *
     * @throws IllegalStateException when one ended by itself, with the end of its log
     */
    public synchronized void check() throws IOException {
        for (ReplicaProcess process : processes.values()) {
            if (!process.isAlive() && !closed) {
                throw new IllegalStateException(process.name() + " ended by itself with exit code "
                        + process.exitCode() + ". The end of its log:\n"
                        + String.join("\n", process.logTail(LOG_TAIL_LINES)));
            }
        }
    }

    /** The ends of all logs, for a demo that got stuck. */
    public synchronized String logTails() throws IOException {
        StringBuilder text = new StringBuilder();
        for (ReplicaProcess process : processes.values()) {
            List<String> tail = process.logTail(LOG_TAIL_LINES);
            text.append("-- ").append(process.name()).append('\n');
            tail.forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    /** SIGTERM to all, so that they hand over; SIGKILL to what is still there after the wait. */
    @Override
    public synchronized void close() {
        closed = true;
        Collection<ReplicaProcess> all = processes.values();
        all.forEach(ReplicaProcess::terminate);
        all.forEach(process -> process.awaitEnd(END_WAIT_SECONDS));
        processes.clear();
    }
}
