package dev.leat.chaos.soak;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.leat.chaos.cluster.Servers;
import dev.leat.chaos.replica.Fleet;
import dev.leat.chaos.replica.Order;
import dev.leat.chaos.replica.ReplicaProcess;
import dev.leat.chaos.replica.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Looks at all processes every ten seconds, on a thread of its own. Closing it waits for the last look. */
public final class Sampler implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration HEAP_WAIT = Duration.ofSeconds(3);

    private final Fleet fleet;
    private final List<MongoClient> members = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final long began = System.nanoTime();
    private final Thread thread;
    private volatile boolean closed;

    /** Starts to look. */
    public Sampler(Fleet fleet, Servers servers) {
        this.fleet = fleet;
        for (int member = 0; member < Servers.MEMBERS; member++) {
            members.add(
                    MongoClients.create(servers.uri(member) + "&serverSelectionTimeoutMS=1000&socketTimeoutMS=3000"));
        }
        this.thread = Thread.ofPlatform().name("sampler").daemon().start(this::run);
    }

    /** What was seen so far. */
    public List<Sample> samples() {
        synchronized (samples) {
            return List.copyOf(samples);
        }
    }

    private void run() {
        long next = began;
        try {
            while (!closed) {
                long wait = next - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                next = Math.max(next + INTERVAL.toNanos(), System.nanoTime());
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        for (String name : fleet.names()) {
            ReplicaProcess replica;
            try {
                replica = fleet.replica(name);
            } catch (IllegalArgumentException e) {
                // It was ended in between.
                continue;
            }
            Map<String, Long> values = new HashMap<>(status(replica.pid()));
            Long heap = heap(replica);
            if (heap != null) {
                values.put(Sample.HEAP, heap);
            }
            add(name, replica.pid(), values);
        }
        add(Sample.SERVERS, 0, servers());
    }

    private void add(String subject, long incarnation, Map<String, Long> values) {
        if (values.isEmpty()) {
            return;
        }
        synchronized (samples) {
            samples.add(new Sample((System.nanoTime() - began) / 1e9, subject, incarnation, values));
        }
    }

    private static @Nullable Long heap(ReplicaProcess replica) throws InterruptedException {
        int mark = replica.mark();
        replica.order(Order.of(Order.Verb.SAMPLE));
        Report heap = replica.await(Report.Kind.HEAP, mark, HEAP_WAIT);
        return heap == null ? null : Long.valueOf(heap.detail());
    }

    private static Map<String, Long> status(long pid) {
        Map<String, Long> values = new HashMap<>();
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    values.put(Sample.RSS, number(line) << 10);
                } else if (line.startsWith("Threads:")) {
                    values.put(Sample.THREADS, number(line));
                }
            }
        } catch (IOException e) {
            // The process has ended in between.
            return Map.of();
        }
        return values;
    }

    private static long number(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }

    private Map<String, Long> servers() {
        Map<String, Long> sums = new HashMap<>();
        for (MongoClient member : members) {
            try {
                Document status = member.getDatabase("admin").runCommand(new Document("serverStatus", 1));
                sum(sums, Sample.CURSORS, status, "metrics", "cursor", "open", "total");
                sum(sums, Sample.SESSIONS, status, "logicalSessionRecordCache", "activeSessionsCount");
                sum(sums, Sample.CONNECTIONS, status, "connections", "current");
                sums.merge(Sample.MEMBERS, 1L, Long::sum);
            } catch (MongoException e) {
                // Members are killed on purpose; how many answered is noted.
                sums.merge(Sample.MEMBERS, 0L, Long::sum);
            }
        }
        return sums;
    }

    private static void sum(Map<String, Long> sums, String name, Document status, String... path) {
        Object value = status.getEmbedded(List.of(path), Object.class);
        if (value instanceof Number number) {
            sums.merge(name, number.longValue(), Long::sum);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        members.forEach(MongoClient::close);
    }
}
