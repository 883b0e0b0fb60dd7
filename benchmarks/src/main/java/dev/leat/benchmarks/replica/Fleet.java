package dev.leat.benchmarks.replica;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The replicas of one database, as processes. Its methods are for one thread; listeners are called on others. */
public final class Fleet implements AutoCloseable {

    private static final Duration BALANCE_WAIT = Duration.ofMinutes(3);
    private static final Duration BALANCE_REST = Duration.ofSeconds(3);
    private static final Duration HOLD_WAIT = Duration.ofSeconds(20);
    private static final Duration END_WAIT = Duration.ofSeconds(20);
    private static final Duration HEAP_WAIT = Duration.ofMinutes(1);
    private static final Duration OOM_WAIT = Duration.ofSeconds(2);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(10);

    private final Launcher launcher;
    private final String database;
    private final FleetState state = new FleetState();
    private final Map<String, ReplicaProcess> replicas = new ConcurrentHashMap<>();
    private final Set<String> dismissed = ConcurrentHashMap.newKeySet();
    private final List<FleetListener> listeners = new CopyOnWriteArrayList<>();

    public Fleet(Launcher launcher, String database) {
        this.launcher = launcher;
        this.database = database;
    }

    /** Hears all that replicas report from now on. */
    public void listen(FleetListener listener) {
        listeners.add(listener);
    }

    /** Ends a {@link #listen}. */
    public void unlisten(FleetListener listener) {
        listeners.remove(listener);
    }

    /** Starts a replica and does not wait for it. */
    public void start(String name) {
        adopt(name, launcher.start(name, database));
    }

    /** Starts a replica that leaves the archive of loaded classes when it ends. */
    public void startTraining(String name) {
        adopt(name, launcher.startTraining(name, database));
    }

    private void adopt(String name, Process process) {
        dismissed.remove(name);
        state.started(name, System.nanoTime());
        replicas.put(name, new ReplicaProcess(name, process, report -> heard(name, report)));
    }

    private void heard(String name, Report report) {
        long nanos = System.nanoTime();
        state.heard(name, report, nanos);
        listeners.forEach(listener -> listener.heard(name, report, nanos));
    }

    /** Waits until every replica works and the partitions are shared out evenly and stay where they are. */
    public void awaitBalanced() throws InterruptedException {
        int partitions = launcher.partitions();
        // One replica has nobody to hand anything to: what it owns, it keeps.
        Duration rest = replicas.size() == 1 ? Duration.ZERO : BALANCE_REST;
        await(
                () -> state.isBalanced(names(), partitions, System.nanoTime() - rest.toNanos()),
                BALANCE_WAIT,
                "the replicas to share out " + partitions + " partitions");
    }

    /** Makes the tailer stop reading, so that a backlog can gather in the change stream. */
    public void hold() throws InterruptedException {
        replicas.values().forEach(replica -> replica.order(Order.HOLD));
        await(() -> state.areHeld(names()), HOLD_WAIT, "the replicas to hold");
    }

    /** Ends a {@link #hold}. */
    public void go() {
        state.releasedAll();
        replicas.values().forEach(replica -> replica.order(Order.GO));
    }

    /** Says whether commits name the last event of each document. */
    public void trace(boolean wanted) {
        replicas.values().forEach(replica -> replica.order(wanted ? Order.TRACE : Order.HUSH));
    }

    /** Bytes of the heap in use after a collection of garbage, for which it makes the replica stop. */
    public long heapAfterCollection(String name) throws InterruptedException {
        state.forgetHeap(name);
        known(name).order(Order.HEAP);
        await(() -> state.heap(name) != null, HEAP_WAIT, "replica " + name + " to tell its heap");
        return Objects.requireNonNull(state.heap(name));
    }

    /** Whether a replica ended because its heap was too small; it must have been started to end then. */
    public boolean ranOutOfMemory(String name) throws InterruptedException {
        return known(name).ranOutOfMemory(OOM_WAIT);
    }

    /** SIGKILL. */
    public void kill(String name) throws InterruptedException {
        dismiss(name).kill();
    }

    /** SIGTERM. */
    public void terminate(String name) {
        dismiss(name).terminate();
    }

    private ReplicaProcess dismiss(String name) {
        dismissed.add(name);
        return known(name);
    }

    private ReplicaProcess known(String name) {
        ReplicaProcess replica = replicas.get(name);
        if (replica == null) {
            throw new IllegalArgumentException("There is no replica " + name + " in " + names() + ".");
        }
        return replica;
    }

    /** Waits until a replica that was killed or terminated is gone, and forgets it. */
    public void awaitEnd(String name) throws InterruptedException {
        ReplicaProcess replica = dismiss(name);
        if (!replica.awaitEnd(END_WAIT)) {
            throw new IllegalStateException("Replica " + name + " does not end within " + END_WAIT.toSeconds()
                    + " s. Its last words: " + launcher.lastWords(name));
        }
        replicas.remove(name);
        state.ended(name, System.nanoTime());
    }

    /**
     * Waits for a condition and watches meanwhile that no replica dies.
     *
     * @param what the condition in words
     * @throws IllegalStateException when it does not come true in time, or a replica has ended unasked
     */
    public void await(BooleanSupplier condition, Duration atMost, String what) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            checkAlive();
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("Waited in vain for " + what + " for " + atMost.toSeconds() + " s.");
            }
            Thread.sleep(LOOK_INTERVAL);
        }
    }

    /** Checks that no replica has ended unasked. */
    public void checkAlive() {
        for (ReplicaProcess replica : replicas.values()) {
            if (!replica.isAlive() && !dismissed.contains(replica.name())) {
                throw new IllegalStateException(
                        "Replica " + replica.name() + " ended. Its last words: " + launcher.lastWords(replica.name()));
            }
        }
    }

    /** Names of the replicas. */
    public Set<String> names() {
        return Set.copyOf(replicas.keySet());
    }

    /** Their processes. */
    public List<ProcessHandle> processes() {
        return replicas.values().stream().map(ReplicaProcess::handle).toList();
    }

    /** The partitions that a replica has reported as its own. */
    public Set<String> partitions(String name) {
        return state.partitions(name);
    }

    /** The replica whose tailer stored the last entry; null when there was none. */
    public @Nullable String tailer() {
        return state.tailer();
    }

    /** Events that took effect in all commits that were reported. */
    public long committedEvents() {
        return state.committedEvents();
    }

    /** All commits that were reported, those that only move checkpoints included; each is a transaction. */
    public long commits() {
        return state.commits();
    }

    /** When the last commit with events was reported. */
    public long lastCommitNanos() {
        return state.lastCommitNanos();
    }

    /** Ends all replicas, in order if they can. */
    @Override
    public void close() {
        replicas.values().forEach(ReplicaProcess::terminate);
        try {
            for (ReplicaProcess replica : replicas.values()) {
                if (!replica.awaitEnd(END_WAIT)) {
                    replica.kill();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
        replicas.clear();
    }

    /** Ends all replicas at once. Callable from any thread. */
    public void kill() {
        replicas.values().forEach(ReplicaProcess::kill);
    }
}
