package dev.leat.benchmarks.kafka.consumer;

import dev.leat.benchmarks.workload.StreamTotals;
import java.util.Map;
import java.util.Set;

/** Where the documents of the read model are kept. */
interface TotalsStore {

    /** The documents of some streams; a stream that has none is missing. */
    Map<String, StreamTotals> load(Set<String> streams);

    /** Puts documents into the place of those before. Returns when a majority has them. */
    void write(Map<String, StreamTotals> documents);
}
