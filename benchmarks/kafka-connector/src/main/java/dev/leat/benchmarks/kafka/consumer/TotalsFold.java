package dev.leat.benchmarks.kafka.consumer;

import dev.leat.benchmarks.workload.GeneratedEvent;
import dev.leat.benchmarks.workload.StreamTotals;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The projection of a consumer: folds events onto the documents of their streams, the same fold as Leat's projection, and
 * writes each changed document once. Documents that it wrote it knows, until it {@linkplain #forget forgets} them.
 *
 * <p>Events that come again count again: nothing in a document tells which events are in it. Not thread-safe.
 */
final class TotalsFold {

    /** Documents kept in memory; as many are forgotten together when there would be more. */
    static final int MOST_KNOWN = 100_000;

    private final TotalsStore store;
    private final Map<String, StreamTotals> known = new HashMap<>();

    TotalsFold(TotalsStore store) {
        this.store = store;
    }

    /**
     * Brings events into their documents, in their order. Returns when the documents are written; when it throws, some
     * may be, and it knows what it knew before.
     */
    void apply(List<GeneratedEvent> events) {
        load(events);
        Map<String, StreamTotals> changed = new HashMap<>();
        for (GeneratedEvent event : events) {
            StreamTotals before = changed.get(event.stream());
            if (before == null) {
                before = known.getOrDefault(event.stream(), StreamTotals.NONE);
            }
            changed.put(event.stream(), before.plus(event.data()));
        }
        if (!changed.isEmpty()) {
            store.write(changed);
            known.putAll(changed);
        }
    }

    private void load(List<GeneratedEvent> events) {
        if (known.size() > MOST_KNOWN) {
            known.clear();
        }
        Set<String> unknown = new HashSet<>();
        for (GeneratedEvent event : events) {
            if (!known.containsKey(event.stream())) {
                unknown.add(event.stream());
            }
        }
        if (!unknown.isEmpty()) {
            known.putAll(store.load(unknown));
        }
    }

    /** Forgets all documents, because others may write them from now on. */
    void forget() {
        known.clear();
    }
}
