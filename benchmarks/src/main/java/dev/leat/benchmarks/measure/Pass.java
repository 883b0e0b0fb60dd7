package dev.leat.benchmarks.measure;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One measured stretch of work. Immutable.
 *
 * @param events folded in it, counted once for each projection
 * @param mongod CPU time of the server in it; empty when it cannot be read, as for the others
 * @param support CPU time of processes that the server needs beside it
 * @param broker CPU time of processes between the server and the clients; zero when there are none
 * @param client CPU time of the replicas, or of this process for a raw bound
 */
public record Pass(
        long events,
        Duration duration,
        Optional<Duration> mongod,
        Optional<Duration> support,
        Optional<Duration> broker,
        Optional<Duration> client) {

    /** One with nothing between the server and the clients. */
    public Pass(
            long events,
            Duration duration,
            Optional<Duration> mongod,
            Optional<Duration> support,
            Optional<Duration> client) {
        this(events, duration, mongod, support, Optional.of(Duration.ZERO), client);
    }

    public double eventsPerSecond() {
        return events * 1e9 / duration.toNanos();
    }

    /** CPU time of the server for each event, in microseconds. */
    public Optional<Double> mongodMicrosPerEvent() {
        return mongod.map(this::microsPerEvent);
    }

    public Optional<Double> supportMicrosPerEvent() {
        return support.map(this::microsPerEvent);
    }

    public Optional<Double> brokerMicrosPerEvent() {
        return broker.map(this::microsPerEvent);
    }

    public Optional<Double> clientMicrosPerEvent() {
        return client.map(this::microsPerEvent);
    }

    /** Share of one core that the server took. */
    public Optional<Double> mongodCore() {
        return mongod.map(this::core);
    }

    public Optional<Double> clientCore() {
        return client.map(this::core);
    }

    private double core(Duration used) {
        return (double) used.toNanos() / duration.toNanos();
    }

    private double microsPerEvent(Duration used) {
        return used.toNanos() / 1e3 / events;
    }

    /** The one with the median rate; of an even number, the slower of the middle two. */
    public static Pass median(List<Pass> passes) {
        List<Pass> byRate = passes.stream()
                .sorted(Comparator.comparingDouble(Pass::eventsPerSecond))
                .toList();
        return byRate.get((byRate.size() - 1) / 2);
    }
}
