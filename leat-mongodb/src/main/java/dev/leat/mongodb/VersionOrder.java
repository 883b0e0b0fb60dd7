package dev.leat.mongodb;

import dev.leat.ledger.Pointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts scanned events into the order of their streams' versions, where the collection's own order is not that: a member
 * applies the oplog with several threads, so that after a crash or a failover, and after a restore anyway, an event can
 * lie behind its successor. An event is held back until the one before it has passed. Confined to the scan's thread.
 */
final class VersionOrder {

    /** Most streams that are remembered. */
    private static final int MAX_STREAMS = 1_000_000;

    /** Most events that are held back. */
    private static final int MAX_HELD = 200_000;

    private final Map<String, Long> passed = new HashMap<>();
    private final Map<String, TreeMap<Long, List<Pointer>>> held = new HashMap<>();
    private final int maxHeld;
    private int heldCount;

    VersionOrder() {
        this(MAX_HELD);
    }

    VersionOrder(int maxHeld) {
        this.maxHeld = maxHeld;
    }

    /**
     * Takes an event and gives those that can pass now to {@code out}; versions begin at 1 and have no gaps. A number below
     * that is no version: its event passes at once. Of two events of one version none is lost.
     */
    void take(String stream, long version, Pointer pointer, List<Pointer> out) {
        if (version < 1) {
            out.add(pointer);
            return;
        }
        if (version - 1 > passedOf(stream)) {
            held.computeIfAbsent(stream, name -> new TreeMap<>())
                    .computeIfAbsent(version, number -> new ArrayList<>(1))
                    .add(pointer);
            heldCount++;
            return;
        }
        out.add(pointer);
        passed.merge(stream, version, Math::max);
        @Nullable TreeMap<Long, List<Pointer>> waiting = held.get(stream);
        while (waiting != null && !waiting.isEmpty() && waiting.firstKey() - 1 <= passedOf(stream)) {
            Map.Entry<Long, List<Pointer>> next = waiting.pollFirstEntry();
            heldCount -= next.getValue().size();
            out.addAll(next.getValue());
            passed.merge(stream, next.getKey(), Math::max);
            if (waiting.isEmpty()) {
                held.remove(stream);
            }
        }
    }

    private long passedOf(String stream) {
        return passed.getOrDefault(stream, 0L);
    }

    boolean hasPassed(String stream, long version) {
        return version <= passedOf(stream);
    }

    /** True when so much is remembered that the rest had better be read in order. */
    boolean isOverLimit() {
        return heldCount > maxHeld || passed.size() > MAX_STREAMS;
    }

    /** Gives everything that still waits, at the end of a scan: what it waits for is not there. */
    void flush(List<Pointer> out) {
        held.values().forEach(waiting -> waiting.values().forEach(out::addAll));
        forgetHeld();
    }

    /** Forgets what waits, because it is read again. */
    void forgetHeld() {
        held.clear();
        heldCount = 0;
    }
}
