package dev.leat.benchmarks.measure;

import dev.leat.benchmarks.replica.Fleet;
import dev.leat.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Measures how long partitions stand still when a replica goes: the longest time between two commits of one partition,
 * over all partitions, from the signal on, under a steady load that touches every partition about ten times a second.
 * The replica that holds the tailer is the worst to lose, so both kinds are tried. Confined to one thread.
 */
public final class Gaps {

    /** Steady load, in events a second. */
    public static final int EVENTS_PER_SECOND = 300;

    private static final Duration OVER = Duration.ofSeconds(1);
    private static final Duration SMOOTH = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final BenchDatabase database;
    private final Fleet fleet;
    private final Workload workload;
    private final Standstill standstill = new Standstill();

    public Gaps(BenchDatabase database, Fleet fleet, Workload workload) {
        this.database = database;
        this.fleet = fleet;
        this.workload = workload;
    }

    /** One departure and what it cost. */
    private record Departure(Duration gap, Duration exit, Duration joinGap) {}

    /** Sends replicas away one after the other, and lets each come back before the next goes. */
    public GapTimes measure() throws InterruptedException {
        fleet.listen(standstill);
        try (SteadyWriter load = new SteadyWriter(database.writer(), workload, EVENTS_PER_SECOND)) {
            load.start();
            Thread.sleep(SMOOTH);
            Departure killTailer = depart(true, true);
            Departure killOther = depart(true, false);
            Departure terminateTailer = depart(false, true);
            Departure terminateOther = depart(false, false);
            return new GapTimes(
                    killTailer.gap(),
                    killOther.gap(),
                    terminateTailer.gap(),
                    terminateOther.gap(),
                    GapTimes.longer(
                            GapTimes.longer(killTailer.joinGap(), killOther.joinGap()),
                            GapTimes.longer(terminateTailer.joinGap(), terminateOther.joinGap())),
                    GapTimes.longer(terminateTailer.exit(), terminateOther.exit()));
        } finally {
            fleet.unlisten(standstill);
        }
    }

    /** Waits until all that was written has arrived. */
    public void settle() throws InterruptedException {
        new Arrival(database, fleet)
                .awaitCounted(
                        workload.expected().events() * database.readModels().size());
    }

    private Departure depart(boolean kill, boolean holdsTailer) throws InterruptedException {
        String victim = choose(holdsTailer);
        Set<String> partitions = allPartitions();
        long start = System.nanoTime();
        standstill.begin(partitions, start);
        if (kill) {
            fleet.kill(victim);
        } else {
            fleet.terminate(victim);
        }
        fleet.awaitEnd(victim);
        Duration exit = Duration.ofNanos(System.nanoTime() - start);
        Duration gap = awaitSmooth("the partitions of " + victim + " to move on");
        standstill.begin(partitions, System.nanoTime());
        fleet.start(victim);
        fleet.awaitBalanced();
        Duration joinGap = awaitSmooth("the partitions to move on after " + victim + " came back");
        return new Departure(gap, exit, joinGap);
    }

    private Duration awaitSmooth(String what) throws InterruptedException {
        fleet.await(() -> standstill.isOver(System.nanoTime(), OVER), PATIENCE, what);
        Thread.sleep(SMOOTH);
        fleet.await(() -> standstill.isOver(System.nanoTime(), OVER), PATIENCE, what);
        standstill.end();
        return standstill.longest();
    }

    private String choose(boolean holdsTailer) {
        Optional<String> tailer = Optional.ofNullable(fleet.tailer());
        return fleet.names().stream()
                .filter(name -> tailer.isPresent() && holdsTailer == name.equals(tailer.get()))
                .sorted()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "Replicas " + fleet.names() + " have no one to lose, with the tailer at " + tailer + "."));
    }

    private Set<String> allPartitions() {
        Set<String> partitions = new HashSet<>();
        fleet.names().forEach(name -> partitions.addAll(fleet.partitions(name)));
        return partitions;
    }
}
