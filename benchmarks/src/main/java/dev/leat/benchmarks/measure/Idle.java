package dev.leat.benchmarks.measure;

import com.mongodb.client.MongoCollection;
import dev.leat.benchmarks.replica.Fleet;
import dev.leat.benchmarks.replica.FleetListener;
import dev.leat.benchmarks.replica.Report;
import dev.leat.benchmarks.server.CpuMeter;
import dev.leat.benchmarks.server.MongoServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * Measures what replicas cost the server that have nothing to do, while others write to it what does not concern them, and
 * how soon one more takes part. Confined to one thread.
 */
public final class Idle {

    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Duration JOIN_WAIT = Duration.ofMinutes(1);

    private final MongoServer server;
    private final BenchDatabase database;
    private final Fleet fleet;
    private final int insertsPerSecond;
    private final Duration look;

    /**
     * Prepares to measure.
     *
     * @param fleet without replicas
     * @param insertsPerSecond into a collection that no replica knows; a multiple of 50
     * @param look how long the server's CPU time is measured each time
     */
    public Idle(MongoServer server, BenchDatabase database, Fleet fleet, int insertsPerSecond, Duration look) {
        this.server = server;
        this.database = database;
        this.fleet = fleet;
        this.insertsPerSecond = insertsPerSecond;
        this.look = look;
    }

    /**
     * What was measured.
     *
     * @param before share of one core that the server takes for the inserts alone
     * @param during share with the replicas
     * @param after share when they have ended
     * @param joins from the start of a process until its replica owned a partition, while the others are idle; the first
     *     started on an idle system, not counting those that made it up
     */
    public record Times(double before, double during, double after, List<Duration> joins) {

        public Times {
            joins = List.copyOf(joins);
        }

        /** Share of one core that the idle replicas add. */
        public double added() {
            return during - before;
        }

        /** The middle one of the joins. */
        public Duration join() {
            List<Duration> sorted = new ArrayList<>(joins);
            Collections.sort(sorted);
            return sorted.get(sorted.size() / 2);
        }
    }

    /** Measures: without replicas, with them, joins one after the other, and when all are gone. */
    public Times measure(int replicas, int joining) throws InterruptedException {
        try (UnrelatedInserts inserts = new UnrelatedInserts()) {
            inserts.start();
            double before = share();
            IntStream.rangeClosed(1, replicas).forEach(number -> fleet.start("r" + number));
            fleet.awaitBalanced();
            double during = share();
            List<Duration> joins = new ArrayList<>();
            for (int i = 1; i <= joining; i++) {
                joins.add(join("joining" + i));
            }
            for (String name : fleet.names()) {
                fleet.terminate(name);
            }
            for (String name : fleet.names()) {
                fleet.awaitEnd(name);
            }
            return new Times(before, during, share(), joins);
        }
    }

    private double share() throws InterruptedException {
        Thread.sleep(SETTLE);
        long start = System.nanoTime();
        CpuMeter meter = CpuMeter.start(server.members());
        Thread.sleep(look);
        Duration used = meter.used()
                .orElseThrow(() ->
                        new IllegalStateException("The CPU time of this MongoDB cannot be read; name its processes."));
        return (double) used.toNanos() / (System.nanoTime() - start);
    }

    private Duration join(String name) throws InterruptedException {
        AtomicLong claimed = new AtomicLong();
        CountDownLatch done = new CountDownLatch(1);
        FleetListener listener = (replica, report, nanos) -> {
            if (replica.equals(name) && report instanceof Report.Claimed && claimed.compareAndSet(0, nanos)) {
                done.countDown();
            }
        };
        fleet.listen(listener);
        long start = System.nanoTime();
        fleet.start(name);
        if (!done.await(JOIN_WAIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("Replica " + name + " owns nothing after " + JOIN_WAIT.toSeconds() + " s.");
        }
        fleet.unlisten(listener);
        fleet.terminate(name);
        fleet.awaitEnd(name);
        fleet.awaitBalanced();
        return Duration.ofNanos(claimed.get() - start);
    }

    /** Writes at a steady rate to a collection of the same database, on a thread of its own. */
    private final class UnrelatedInserts implements AutoCloseable {

        private final Thread thread =
                Thread.ofPlatform().name("unrelated inserts").daemon().unstarted(this::run);
        private volatile boolean closed;

        void start() {
            thread.start();
        }

        private void run() {
            MongoCollection<Document> others = database.data().getCollection("unrelated");
            int perTick = Math.toIntExact(insertsPerSecond * TICK.toMillis() / 1_000);
            long due = System.nanoTime();
            while (!closed) {
                others.insertMany(IntStream.range(0, perTick)
                        .mapToObj(number -> new Document("text", "concerns nobody").append("number", number))
                        .toList());
                due += TICK.toNanos();
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }

        @Override
        public void close() {
            closed = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
