package dev.leat.benchmarks.scale;

import dev.leat.benchmarks.measure.BenchDatabase;
import dev.leat.benchmarks.workload.Workload;
import dev.leat.partition.SlotSet;
import dev.leat.partition.Slots;
import java.util.ArrayList;
import java.util.List;

/** Who decides whether a row is exact: all documents beside totals made without Leat, and the checker. */
final class Judged {

    /** Events whose streams the checker judges one by one; of a longer history it takes the streams of some slots. */
    private static final long MOST_EVENTS = 1_000_000;

    private Judged() {}

    /** What differs, in words. */
    static List<String> differences(BenchDatabase database, Workload workload) {
        List<String> differences = new ArrayList<>(database.differences(workload));
        differences.addAll(database.findings(slots(workload.generated())));
        return differences;
    }

    /** The slots that the checker judges in a history of so many events. */
    static SlotSet slots(long events) {
        long share = events <= MOST_EVENTS ? Slots.COUNT : Math.max(1, Slots.COUNT * MOST_EVENTS / events);
        return SlotSet.range(0, Math.toIntExact(share));
    }
}
