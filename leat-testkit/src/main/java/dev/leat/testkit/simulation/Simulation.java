package dev.leat.testkit.simulation;

import dev.leat.projection.Projection;
import dev.leat.testkit.memory.InMemoryEvents;
import dev.leat.testkit.simulation.Happened.Trouble;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs several replicas, a store and all that can go wrong between them on one thread, in simulated time, from one seed.
 *
 * <p>First faults happen and events are appended; then faults end and everything must become quiet within a bound; then
 * what failed for good is mended and must flow. After each write the {@linkplain Truth invariants} are checked.
 */
public final class Simulation {

    /** What replays a seed; the seed is put behind it. */
    public static final String REPLAY = "dev/simulate --seed ";

    private static final String REPLAY_AS_TEST = "./mvnw -pl leat-testkit -am test -Dtest=SimulationTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dleat.simulation.seed=";
    private static final long LONGEST_CALM = 240 * SimulatedTime.SECOND;
    private static final int MOST_REPLICAS = 5;
    private static final long LONGEST_ABSENCE = 12 * SimulatedTime.SECOND;
    private static final long LONGEST_DAMAGE = 10 * SimulatedTime.SECOND;
    private static final long LONGEST_THOUGHT = 4 * SimulatedTime.SECOND;
    private static final long MOST_STEPS = 200_000;

    private final long seed;
    private final World world;
    private final Cluster cluster;
    private final Operator operator;
    private final Chance chance;
    private final SimulatedTime time;
    private final InMemoryEvents events;
    private long askedAt;
    private boolean answer;
    private boolean away;
    private int toAppend;

    private Simulation(long seed, Mutation mutation, boolean tracing) {
        this.seed = seed;
        this.world = World.of(seed, mutation, tracing);
        this.cluster = new Cluster(world);
        this.operator = new Operator(world);
        this.chance = world.chance();
        this.time = world.time();
        this.events = world.stores().events(Scenario.SOURCE);
    }

    /**
     * Runs a seed.
     *
     * @throws SimulationFailure when an invariant does not hold
     */
    public static SimulationReport run(long seed, Mutation mutation) {
        Simulation simulation = new Simulation(seed, mutation, false);
        try {
            return simulation.run();
        } catch (Violation first) {
            throw replay(seed, mutation, first);
        }
    }

    /** Whether an invariant is broken under a seed; quicker than {@link #run}, because it does not tell how. */
    public static boolean isCaught(long seed, Mutation mutation) {
        try {
            new Simulation(seed, mutation, false).run();
            return false;
        } catch (Violation e) {
            return true;
        }
    }

    /**
     * How many seeds it takes until a mutation is caught.
     *
     * @param first the seed to begin with
     * @param most how many seeds are tried
     * @return empty when none of them catches it
     */
    public static OptionalLong seedsUntilCaught(Mutation mutation, long first, long most) {
        for (long tried = 1; tried <= most; tried++) {
            if (isCaught(first + tried - 1, mutation)) {
                return OptionalLong.of(tried);
            }
        }
        return OptionalLong.empty();
    }

    private static SimulationFailure replay(long seed, Mutation mutation, Violation first) {
        Simulation again = new Simulation(seed, mutation, true);
        String trace;
        try {
            again.run();
            trace = "The replay did not fail: the simulation is not deterministic.";
        } catch (Violation second) {
            trace = again.world.trace().text();
        }
        return new SimulationFailure(
                String.format(
                        Locale.ROOT,
                        "Simulation of seed %d failed at step %d: %s%nReplay: %s%d%nor %s%d%n%s%nThe last calls:%n%s",
                        seed,
                        again.cluster.steps(),
                        first.getMessage(),
                        REPLAY,
                        seed,
                        REPLAY_AS_TEST,
                        seed,
                        again.world.plan(),
                        trace),
                first);
    }

    private SimulationReport run() {
        for (int i = 0; i < world.plan().eventsBefore(); i++) {
            append();
        }
        cluster.startAll();
        scheduleAppends();
        scheduleDisasters();
        scheduleDecisions();
        while (time.now() < world.plan().chaosNanos()) {
            next();
        }
        calmDown();
        untilQuiet("faults ended");
        world.truth().checkWhole();
        mend();
        world.truth().checkWhole();
        new StatusTruth(world).check();
        return new SimulationReport(
                seed,
                cluster.digest(),
                cluster.steps(),
                world.scenario().size(),
                world.truth().commits(),
                time.now() / SimulatedTime.MILLI,
                world.tally().counts());
    }

    private void next() {
        cluster.next();
        Violation.unless(cluster.steps() < MOST_STEPS, () -> "it takes more than " + MOST_STEPS + " steps");
    }

    private void scheduleAppends() {
        int count = world.plan().eventsDuring();
        long at = 0;
        for (int i = 0; i < count; i++) {
            if (!chance.of(0.4)) {
                at = chance.nanosBelow(world.plan().chaosNanos());
            }
            appendAfter(at);
        }
    }

    /** Writers wait while there is no collection. */
    private void appendAfter(long nanos) {
        toAppend++;
        time.after(nanos, () -> {
            toAppend--;
            if (away) {
                appendAfter(SimulatedTime.SECOND);
            } else {
                Scenario.Appended event = append();
                world.trace().add(() -> "appended " + event);
            }
        });
    }

    private Scenario.Appended append() {
        Scenario.Appended event = world.scenario().append();
        Trouble trouble = event.data().trouble();
        if (trouble == Trouble.UNREADABLE || trouble == Trouble.UNKEYED || trouble == Trouble.STRAYED) {
            scheduleMending(event);
        }
        return event;
    }

    /** The keys of an event can be lost and become known at any moment: some partitions have passed it then. */
    private void scheduleMending(Scenario.Appended event) {
        if (event.data().trouble() == Trouble.UNREADABLE) {
            time.after(chance.nanosBelow(LONGEST_DAMAGE), () -> {
                world.trace().add(() -> "damaged " + event.id());
                world.scenario().spoil(event);
            });
        }
        if (chance.of(0.7)) {
            time.after(chance.nanosBelow(2 * LONGEST_DAMAGE), () -> {
                world.trace().add(() -> "mended " + event.id());
                world.scenario().mend(event);
                if (chance.of(0.7)) {
                    time.after(chance.nanosBelow(SimulatedTime.SECOND), operator::retryAll);
                }
            });
        }
    }

    private void scheduleDecisions() {
        time.after(chance.nanosBelow(LONGEST_THOUGHT), () -> {
            if (!world.scenario().isCalm()) {
                operator.decide();
                scheduleDecisions();
            }
        });
    }

    private void scheduleDisasters() {
        time.after(chance.nanosBelow(2 * world.plan().disasterNanos()), () -> {
            if (!world.scenario().isCalm()) {
                disaster();
                scheduleDisasters();
            }
        });
    }

    private void disaster() {
        SimulatedReplica victim = cluster.any();
        switch (chance.below(12)) {
            case 0 -> {
                world.trace().add(() -> "the change stream forgets its history");
                world.tally().count(Occurrence.HISTORY_LOST);
                events.forgetHistory();
            }
            case 1 -> {
                long nanos = chance.nanosBelow(6 * SimulatedTime.SECOND);
                world.trace().add(() -> "the store does not answer for " + nanos + " ns");
                world.network().outage(nanos);
            }
            case 2 -> {
                world.tally().count(Occurrence.CLOCK_JUMPED);
                time.jumpDatabaseClock(chance.nanosBelow(8 * SimulatedTime.SECOND) - 3 * SimulatedTime.SECOND);
            }
            case 3 -> operator.retryAll();
            case 4 -> cluster.resize(chance.between(1, MOST_REPLICAS));
            case 5 -> renameAway();
            default -> strike(victim);
        }
    }

    private void renameAway() {
        if (!world.plan().renames() || away) {
            return;
        }
        world.trace().add(() -> "the collection is renamed away");
        world.tally().count(Occurrence.COLLECTION_RENAMED);
        away = true;
        events.rename(true);
        time.after(chance.nanosBelow(LONGEST_ABSENCE), () -> {
            world.trace().add(() -> "the collection is back");
            events.rename(false);
            away = false;
        });
    }

    private void strike(@Nullable SimulatedReplica victim) {
        if (victim == null) {
            return;
        }
        long until = time.now() + chance.nanosBelow(15 * SimulatedTime.SECOND);
        switch (chance.below(5)) {
            case 0 -> cluster.crash(victim);
            case 1 -> cluster.restart(victim);
            case 2, 3 -> {
                world.trace().add(() -> victim + " is frozen until " + until);
                world.tally().count(Occurrence.REPLICA_PAUSED);
                victim.freeze(until);
            }
            default -> {
                world.trace().add(() -> victim + " tails until " + until);
                world.tally().count(Occurrence.SECOND_TAILER);
                victim.tail(until);
            }
        }
    }

    private void calmDown() {
        world.trace().add(() -> "faults end");
        world.scenario().calmDown();
        world.network().heal();
        Projection<?> last = world.scenario().projections().getLast();
        for (SimulatedReplica replica : cluster.replicas()) {
            if (!replica.hosts(last.id())) {
                cluster.restart(replica);
            }
        }
    }

    private void untilQuiet(String since) {
        long deadline = time.now() + LONGEST_CALM;
        while (!isQuiet()) {
            next();
            Violation.unless(
                    time.now() < deadline,
                    () -> "not quiet long after " + since + ": " + world.truth().unquiet() + ", replicas "
                            + cluster.replicas());
        }
    }

    private boolean isQuiet() {
        if (cluster.steps() - askedAt >= 20) {
            askedAt = cluster.steps();
            answer =
                    !away && toAppend == 0 && cluster.isWhole() && world.truth().isQuiet();
        }
        return answer;
    }

    /** What failed for good is mended and retried. */
    private void mend() {
        world.scenario().mend();
        for (int round = 0; world.truth().hasParked(); round++) {
            int rounds = round;
            Violation.unless(
                    rounds < 20,
                    () -> "keys stay parked after they were mended: "
                            + world.truth().unquiet());
            operator.retryAll();
            answer = false;
            untilQuiet("retries were asked for");
        }
    }
}
