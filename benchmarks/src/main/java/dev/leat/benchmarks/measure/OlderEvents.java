package dev.leat.benchmarks.measure;

import dev.leat.benchmarks.workload.GeneratedEvent;
import dev.leat.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Fills an event collection before any replica has seen it, by several threads, past the event store. All events of a stream
 * are one thread's, so that they lie there in the order of their versions. For one caller's thread.
 */
public final class OlderEvents {

    private static final int CHUNK = 100_000;

    private final BenchDatabase database;
    private final Workload workload;
    private final int writers;

    /**
     * Prepares to write.
     *
     * @param writers how many threads write
     */
    public OlderEvents(BenchDatabase database, Workload workload, int writers) {
        this.database = database;
        this.workload = workload;
        this.writers = writers;
    }

    /**
     * Writes events.
     *
     * @param progress hears often how many there are
     * @return how long the inserts took
     */
    public Duration write(long count, LongConsumer progress) throws InterruptedException {
        database.prepareEvents();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> writing = List.of();
            for (long written = 0; written < count; written += CHUNK) {
                // Generated while the chunk before is still being written.
                List<List<GeneratedEvent>> shares = shares((int) Math.min(CHUNK, count - written));
                await(writing);
                progress.accept(written);
                writing = shares.stream()
                        .<Future<?>>map(
                                share -> threads.submit(() -> database.writer().writeMany(share)))
                        .toList();
            }
            await(writing);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private List<List<GeneratedEvent>> shares(int count) {
        List<List<GeneratedEvent>> shares = IntStream.range(0, writers)
                .<List<GeneratedEvent>>mapToObj(writer -> new ArrayList<>())
                .toList();
        for (GeneratedEvent event : workload.next(count)) {
            shares.get(Math.floorMod(event.stream().hashCode(), writers)).add(event);
        }
        return shares;
    }

    private static void await(List<Future<?>> writing) throws InterruptedException {
        for (Future<?> each : writing) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("Older events cannot be written.", e.getCause());
            }
        }
    }
}
