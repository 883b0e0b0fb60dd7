package dev.leat.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Runs many seeds. {@code -Dleat.simulation.seed=N} runs one, {@code -Dleat.simulation.seeds=COUNT} that many, from
 * {@code -Dleat.simulation.first=N} on.
 */
final class SimulationTest {

    private static final long SEEDS = Long.getLong("leat.simulation.seeds", 2_000);
    private static final long FIRST = Long.getLong("leat.simulation.first", 1);
    private static final int WORKERS = Runtime.getRuntime().availableProcessors();

    @Test
    void readModels_equalTheFold_underEverySeed() throws Exception {
        Long one = Long.getLong("leat.simulation.seed");
        if (one != null) {
            System.out.println(Simulation.run(one, Mutation.NONE));
            return;
        }
        List<SimulationFailure> failures = new ArrayList<>();
        AtomicLong events = new AtomicLong();
        AtomicLong steps = new AtomicLong();
        AtomicLong digest = new AtomicLong();
        AtomicLong next = new AtomicLong(FIRST);
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            List<Future<?>> runs = new ArrayList<>();
            ConcurrentLinkedQueue<SimulationFailure> failed = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < WORKERS; i++) {
                runs.add(workers.submit(() -> {
                    for (long seed = next.getAndIncrement(); seed < FIRST + SEEDS; seed = next.getAndIncrement()) {
                        try {
                            SimulationReport report = Simulation.run(seed, Mutation.NONE);
                            events.addAndGet(report.events());
                            steps.addAndGet(report.steps());
                            digest.addAndGet(report.digest());
                        } catch (SimulationFailure e) {
                            failed.add(e);
                        }
                    }
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
            failures.addAll(failed);
        }
        System.out.println(SEEDS + " seeds, " + events + " events, " + steps + " steps, digest " + digest);
        if (!failures.isEmpty()) {
            throw new AssertionError(
                    failures.size() + " seeds failed; the first: " + failures.getFirst(), failures.getFirst());
        }
    }
}
