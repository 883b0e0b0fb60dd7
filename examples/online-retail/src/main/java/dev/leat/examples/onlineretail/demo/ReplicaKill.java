package dev.leat.examples.onlineretail.demo;

import dev.leat.examples.onlineretail.replica.ReplicaFleet;
import dev.leat.examples.onlineretail.view.ClusterWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Kills one replica while it works, and starts it again. Confined to one thread.
 *
 * <pre>
 *  PLANNED ── a quarter is projected: SIGKILL ──► DOWN ── its partitions move on: start ──► RETURNING ── owns some ──► OVER
 * </pre>
 */
final class ReplicaKill {

    /** Share of the events that is projected before the kill. */
    static final double KILL_AT = 0.25;

    /** With no other replica to take over, the killed one comes back after this: 1 s. */
    static final Duration LONE_PAUSE = Duration.ofSeconds(1);

    /** Longest wait for partitions that nothing happens to, and for the replica to get some of its own: 30 s. */
    static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private final List<String> replicas;
    private final ReplicaFleet fleet;
    private final LoadGate gate;
    private final Consumer<String> say;
    private State state = State.PLANNED;
    private @Nullable Standstill standstill;
    private String victim = "";
    private long since;

    private enum State {
        PLANNED,
        DOWN,
        RETURNING,
        OVER
    }

    ReplicaKill(List<String> replicas, ReplicaFleet fleet, LoadGate gate, Consumer<String> say) {
        this.replicas = List.copyOf(replicas);
        this.fleet = fleet;
        this.gate = gate;
        this.say = say;
    }

    /** Kills nobody. */
    void cancel() {
        state = State.OVER;
        gate.open();
    }

    boolean isOver() {
        return state == State.OVER;
    }

    /** True while the standstill is being measured and the cluster should be looked at often. */
    boolean isMeasuring() {
        return state == State.DOWN;
    }

    /** What is to be said of a replica, in a word or two. */
    String stateOf(String replica, long nanos) {
        if (replica.equals(victim)) {
            if (state == State.DOWN) {
                return "killed " + Duration.ofNanos(Math.max(0, nanos - since)).toSeconds() + " s ago";
            }
            if (state == State.RETURNING) {
                return "starting again";
            }
        }
        return "working";
    }

    /**
     * Does what is due.
     *
     * @param total events to come
     * @param allDone everything is loaded and projected
     */
    void step(ClusterWatch watch, long total, boolean allDone, long nanos) throws IOException, InterruptedException {
        switch (state) {
            case PLANNED -> {
                if (allDone || watch.projected() >= Math.floor(total * KILL_AT)) {
                    kill(watch);
                }
            }
            case DOWN -> {
                Standstill measured = standstill;
                if (measured != null) {
                    measured.observe(watch.partitions(), nanos);
                    if (goesOn(measured, allDone, nanos)) {
                        fleet.start(victim);
                        say.accept(victim + " is started again");
                        enter(State.RETURNING, nanos);
                    }
                }
            }
            case RETURNING -> {
                int owned = ownedAgain(watch);
                if (owned > 0) {
                    say.accept(victim + " is back with " + owned + " partitions, "
                            + Standstill.seconds(Duration.ofNanos(nanos - since)) + " after its start");
                    enter(State.OVER, nanos);
                } else if (waitedTooLong(nanos)) {
                    say.accept(victim + " is back and has no partition yet");
                    enter(State.OVER, nanos);
                }
                observeFurther(watch, nanos);
            }
            case OVER -> observeFurther(watch, nanos);
        }
    }

    /** What was measured; empty when nobody was killed. */
    Optional<String> report() {
        return Optional.ofNullable(standstill).map(Standstill::report);
    }

    /** The tailer, because then the ledger stands still as well, else the replica with the most partitions. */
    private void kill(ClusterWatch watch) throws InterruptedException {
        Optional<String> chosen = replicas.stream()
                .filter(replica -> watch.eventsOf(replica) > 0 || watch.projected() == 0)
                .filter(replica -> !watch.partitionsOf(replica).isEmpty())
                .max(Comparator.comparingInt((String replica) -> watch.isTailer(replica) ? 1 : 0)
                        .thenComparingInt(replica -> watch.partitionsOf(replica).size()));
        if (chosen.isEmpty()) {
            return;
        }
        victim = chosen.get();
        boolean tailer = watch.isTailer(victim);
        var owner = watch.partitionsOf(victim).getFirst().owner();
        fleet.kill(victim);
        long killed = System.nanoTime();
        if (owner != null) {
            standstill = new Standstill(victim + (tailer ? ", the tailer," : ""), owner, killed);
        }
        say.accept(victim + (tailer ? ", the tailer," : "") + " is killed with SIGKILL; it owns "
                + watch.partitionsOf(victim).size() + " partitions");
        enter(State.DOWN, killed);
        gate.open();
    }

    private boolean goesOn(Standstill measured, boolean allDone, long nanos) {
        boolean alone = replicas.size() == 1 && nanos - since >= LONE_PAUSE.toNanos();
        return alone || measured.isOver() || (allDone && measured.isClaimed()) || waitedTooLong(nanos);
    }

    private void observeFurther(ClusterWatch watch, long nanos) {
        if (standstill != null) {
            standstill.observe(watch.partitions(), nanos);
        }
    }

    private int ownedAgain(ClusterWatch watch) {
        return standstill == null
                ? 0
                : (int) watch.partitionsOf(victim).stream()
                        .filter(partition -> !standstill.isOfVictim(partition.owner()))
                        .count();
    }

    private boolean waitedTooLong(long nanos) {
        return nanos - since > MAX_WAIT.toNanos();
    }

    private void enter(State next, long nanos) {
        state = next;
        since = nanos;
    }
}
