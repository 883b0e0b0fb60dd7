package dev.leat.mongodb;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Runs things at the same time. */
final class Race {

    private Race() {}

    /** Lets all go at once, waits for all, and fails if one of them does. */
    static void of(Runnable... runners) {
        CountDownLatch ready = new CountDownLatch(runners.length);
        try (ExecutorService threads = Executors.newFixedThreadPool(runners.length)) {
            List<Future<?>> running = Stream.of(runners)
                    .<Future<?>>map(runner -> threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        runner.run();
                        return true;
                    }))
                    .toList();
            for (Future<?> runner : running) {
                runner.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in a race", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A runner failed: " + e.getCause(), e.getCause());
        }
    }
}
