package dev.leat.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs many seeds. {@code -Dleat.simulation.seed=N} runs one, {@code -Dleat.simulation.seeds=COUNT} so many, from
 * {@code -Dleat.simulation.first=N} on; {@code -Dleat.simulation.trace=LINES} shows more of what came before a failure.
 */
final class SimulationTest {

    private static final long SEEDS = Long.getLong("leat.simulation.seeds", 2_000);
    private static final long FIRST = Long.getLong("leat.simulation.first", 1);
    private static final int MOST_SEEDS_PER_MUTATION = 200;
    private static final int WORKERS = Runtime.getRuntime().availableProcessors();

    @Test
    void readModels_equalTheFold_underEverySeed() throws Exception {
        Long one = Long.getLong("leat.simulation.seed");
        if (one != null) {
            System.out.println(Simulation.run(one, Mutation.NONE));
            return;
        }
        Queue<SimulationFailure> failures = new ConcurrentLinkedQueue<>();
        AtomicLong next = new AtomicLong(FIRST);
        AtomicLong steps = new AtomicLong();
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                runs.add(workers.submit(() -> {
                    for (long seed = next.getAndIncrement();
                            seed < FIRST + SEEDS && failures.size() < 10;
                            seed = next.getAndIncrement()) {
                        try {
                            steps.addAndGet(Simulation.run(seed, Mutation.NONE).steps());
                        } catch (SimulationFailure e) {
                            failures.add(e);
                        }
                    }
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        }
        System.out.println(SEEDS + " seeds, " + steps + " steps, " + failures.size() + " failed");
        SimulationFailure first = failures.peek();
        if (first != null) {
            throw first;
        }
    }

    @ParameterizedTest
    @EnumSource(value = Mutation.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void mutation_isCaught_withinTwoHundredSeeds(Mutation mutation) {
        int seed = 1;
        while (seed <= MOST_SEEDS_PER_MUTATION && !isCaught(seed, mutation)) {
            seed++;
        }
        assertThat(seed).describedAs("seeds until %s is caught", mutation).isLessThanOrEqualTo(MOST_SEEDS_PER_MUTATION);
        System.out.println(mutation + " is caught by seed " + seed);
    }

    private static boolean isCaught(long seed, Mutation mutation) {
        try {
            Simulation.run(seed, mutation);
            return false;
        } catch (SimulationFailure e) {
            return true;
        }
    }

    @Test
    void run_isTheSame_underTheSameSeed() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(Simulation.run(seed, Mutation.NONE)).isEqualTo(Simulation.run(seed, Mutation.NONE));
        }
    }

    @Test
    void failure_names_theSeedAndTheCommandThatReplaysIt() {
        SimulationFailure failure = null;
        for (long seed = 1; failure == null; seed++) {
            try {
                Simulation.run(seed, Mutation.APPEND_TRUSTS_THE_TAILER);
            } catch (SimulationFailure e) {
                failure = e;
            }
        }
        assertThat(failure).hasMessageContaining("-Dleat.simulation.seed=").hasMessageContaining("at step");
    }
}
