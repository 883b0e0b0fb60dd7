package dev.leat.kafka.bodies;

import dev.leat.event.Position;
import dev.leat.time.Ticker;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents that a topic brought last, by what their events' ids are told by. The oldest go first when there are too
 * many bytes of them. Guarded by its own monitor, on which those wait who miss something.
 */
final class BodyCache {

    private static final Logger log = LoggerFactory.getLogger(BodyCache.class);

    /** What an entry takes beside its document, about. */
    private static final int OVERHEAD_BYTES = 200;

    private static final int MOST_MISSED = 10_000;

    private final String topic;
    private final long maxBytes;
    private final Patience patience;
    private final Ticker ticker;
    private final LinkedHashMap<Object, Body> bodies = new LinkedHashMap<>();
    private final LinkedHashMap<Object, Long> missedAt = new LinkedHashMap<>();
    private Position front = Position.START;
    private long bytes;
    private boolean closed;

    BodyCache(BodySettings settings, Ticker ticker) {
        this.topic = settings.topic();
        this.maxBytes = settings.cacheBytes();
        this.patience = new Patience(settings.longestWait().toNanos());
        this.ticker = ticker;
    }

    /**
     * What is known of an event.
     *
     * @param document null when the topic has two that differ
     */
    private record Body(@Nullable RawBsonDocument document) {

        int bytes() {
            return OVERHEAD_BYTES + (document == null ? 0 : size(document));
        }
    }

    private static int size(RawBsonDocument document) {
        return document.getByteBuffer().remaining();
    }

    /** Adds what the topic brought. */
    synchronized void put(List<Arrival> arrivals) {
        long now = ticker.nanos();
        for (Arrival arrival : arrivals) {
            put(arrival.key(), arrival.document());
            Long missed = missedAt.remove(arrival.key());
            if (missed != null && patience.came(now - missed)) {
                log.info("Topic keeps up, events are read from it again: topic={}", topic);
            }
        }
        while (bytes > maxBytes && !bodies.isEmpty()) {
            bytes -= bodies.pollFirstEntry().getValue().bytes();
        }
        notifyAll();
    }

    /** Of two documents for one event nobody knows which one is stored. */
    private void put(Object key, RawBsonDocument document) {
        Body known = bodies.get(key);
        if (known == null) {
            Body body = new Body(document);
            bodies.put(key, body);
            bytes += body.bytes();
        } else if (known.document() != null && !isSame(known.document(), document)) {
            bytes -= size(known.document());
            bodies.put(key, new Body(null));
            log.warn(
                    "Topic has two different documents for one event, which is read from the collection: topic={}",
                    topic);
        }
    }

    private static boolean isSame(RawBsonDocument one, RawBsonDocument other) {
        return one.getByteBuffer().asNIO().equals(other.getByteBuffer().asNIO());
    }

    /**
     * The documents that are there, or come while it is worth waiting. Only for what nobody has asked for before it waits:
     * what lies further back has had its time.
     *
     * @param wanted one or more keys, by positions
     */
    synchronized Map<Position, RawBsonDocument> find(NavigableMap<Position, Object> wanted) {
        Set<Object> missing = missing(wanted.tailMap(front, false).values());
        front = front.max(wanted.lastKey());
        if (!missing.isEmpty()) {
            awaitAll(missing);
        }
        Map<Position, RawBsonDocument> found = new HashMap<>();
        wanted.forEach((position, key) -> {
            Body body = bodies.get(key);
            if (body != null && body.document() != null) {
                found.put(position, body.document());
            }
        });
        return found;
    }

    private Set<Object> missing(Collection<Object> keys) {
        Set<Object> missing = new HashSet<>(keys);
        missing.removeIf(bodies::containsKey);
        return missing;
    }

    private void awaitAll(Set<Object> missing) {
        long start = ticker.nanos();
        missing.forEach(key -> noteMissed(key, start));
        long longest = patience.nanos();
        long left = longest;
        try {
            while (left > 0 && !missing.isEmpty() && !closed) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                missing.removeIf(bodies::containsKey);
                left = longest - (ticker.nanos() - start);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (longest > 0 && !missing.isEmpty() && !closed && patience.wasInVain()) {
            log.warn("Topic is silent or behind, events are read from their collection meanwhile: topic={}", topic);
        }
    }

    private void noteMissed(Object key, long now) {
        missedAt.put(key, now);
        if (missedAt.size() > MOST_MISSED) {
            missedAt.pollFirstEntry();
        }
    }

    /** Whether waiting for the topic is worth while. */
    synchronized boolean isWaitedFor() {
        return patience.nanos() > 0;
    }

    /** Lets everybody go who waits, and nobody wait any more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
