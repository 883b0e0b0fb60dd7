package dev.leat.mongodb;

import dev.leat.failure.LeatException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one read-ahead per window at a time, on a thread of its own. What fails is read again by whoever needs it. */
final class ReadAhead implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReadAhead.class);

    private final Set<Object> busy = ConcurrentHashMap.newKeySet();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("leat read-ahead").daemon().factory());

    void submit(Object window, Runnable read) {
        if (!busy.add(window)) {
            return;
        }
        try {
            thread.execute(() -> {
                try {
                    read.run();
                } catch (LeatException e) {
                    log.debug("Read-ahead failed: {}", e.getMessage());
                } finally {
                    busy.remove(window);
                }
            });
        } catch (RejectedExecutionException e) {
            busy.remove(window);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
