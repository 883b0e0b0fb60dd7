package dev.leat.benchmarks.measure;

import dev.leat.benchmarks.server.CpuMeter;
import dev.leat.benchmarks.server.MongoServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Measures one {@link Pass}. Immutable. */
final class PassMeter {

    private final long startNanos = System.nanoTime();
    private final CpuMeter mongod;
    private final CpuMeter support;
    private final List<ProcessHandle> between;
    private final CpuMeter broker;
    private final CpuMeter client;

    private PassMeter(MongoServer server, List<ProcessHandle> between, List<ProcessHandle> clients) {
        this.mongod = CpuMeter.start(server.members());
        this.support = CpuMeter.start(server.support());
        this.between = List.copyOf(between);
        this.broker = CpuMeter.start(between);
        this.client = CpuMeter.start(clients);
    }

    /**
     * Starts the clock.
     *
     * @param clients whose CPU time counts as the clients'
     */
    static PassMeter start(MongoServer server, List<ProcessHandle> clients) {
        return start(server, List.of(), clients);
    }

    /**
     * Starts the clock.
     *
     * @param between processes between the server and the clients, counted apart
     */
    static PassMeter start(MongoServer server, List<ProcessHandle> between, List<ProcessHandle> clients) {
        return new PassMeter(server, between, clients);
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
        return new Pass(
                events,
                Duration.ofNanos(endNanos - startNanos),
                mongod.used(),
                support.used(),
                between.isEmpty() ? Optional.of(Duration.ZERO) : broker.used(),
                client.used());
    }
}
