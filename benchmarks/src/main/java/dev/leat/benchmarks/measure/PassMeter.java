package dev.leat.benchmarks.measure;

import dev.leat.benchmarks.server.CpuMeter;
import dev.leat.benchmarks.server.MongoServer;
import java.time.Duration;
import java.util.List;

/** Measures one {@link Pass}. Immutable. */
final class PassMeter {

    private final long startNanos = System.nanoTime();
    private final CpuMeter mongod;
    private final CpuMeter support;
    private final CpuMeter client;

    private PassMeter(MongoServer server, List<ProcessHandle> clients) {
        this.mongod = CpuMeter.start(server.members());
        this.support = CpuMeter.start(server.support());
        this.client = CpuMeter.start(clients);
    }

    /**
     * Starts the clock.
     *
     * @param clients whose CPU time counts as the clients'
     */
    static PassMeter start(MongoServer server, List<ProcessHandle> clients) {
        return new PassMeter(server, clients);
    }

    /** Ends the pass now. */
    Pass end(long events) {
        return end(events, System.nanoTime());
    }

    /**
     * Ends the pass.
     *
     * @param endNanos when the work was done; CPU time is read now, a moment later
     */
    Pass end(long events, long endNanos) {
        return new Pass(events, Duration.ofNanos(endNanos - startNanos), mongod.used(), support.used(), client.used());
    }
}
