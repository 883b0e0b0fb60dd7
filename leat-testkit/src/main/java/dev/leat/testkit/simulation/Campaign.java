package dev.leat.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Runs many seeds on all processors, each on a thread of its own; the outcome does not depend on how many there are. */
public final class Campaign {

    /** Failures after which no further seed is begun: {@value}. */
    public static final int MOST_FAILURES = 10;

    private final long first;
    private final long seeds;
    private final Consumer<SimulationReport> listener;
    private final AtomicLong next;
    private final Queue<SimulationFailure> failures = new ConcurrentLinkedQueue<>();

    private Campaign(long first, long seeds, Consumer<SimulationReport> listener) {
        this.first = first;
        this.seeds = seeds;
        this.listener = listener;
        this.next = new AtomicLong(first);
    }

    /**
     * Runs seeds and waits for all of them.
     *
     * @param listener hears each run that ended well, on the thread that ran it
     */
    public static CampaignReport run(long first, long seeds, Consumer<SimulationReport> listener) {
        return new Campaign(first, seeds, listener).run();
    }

    private CampaignReport run() {
        int workers = Runtime.getRuntime().availableProcessors();
        CampaignReport total = CampaignReport.EMPTY;
        try (ExecutorService executor = Executors.newFixedThreadPool(workers)) {
            List<Future<CampaignReport>> parts = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                parts.add(executor.submit(this::work));
            }
            for (Future<CampaignReport> part : parts) {
                total = total.plus(part.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The simulation itself failed.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return total.with(List.copyOf(failures));
    }

    private CampaignReport work() {
        CampaignReport part = CampaignReport.EMPTY;
        for (long seed = next.getAndIncrement();
                seed < first + seeds && failures.size() < MOST_FAILURES;
                seed = next.getAndIncrement()) {
            try {
                SimulationReport report = Simulation.run(seed, Mutation.NONE);
                part = part.plus(report);
                listener.accept(report);
            } catch (SimulationFailure e) {
                failures.add(e);
            }
        }
        return part;
    }
}
