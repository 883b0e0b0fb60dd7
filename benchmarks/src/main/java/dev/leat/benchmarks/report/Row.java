package dev.leat.benchmarks.report;

import dev.leat.benchmarks.measure.LatencyTimes;
import dev.leat.benchmarks.measure.LedgerSize;
import dev.leat.benchmarks.measure.Pass;
import dev.leat.benchmarks.measure.Throughput.Burst;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured with one number of replicas. Immutable.
 *
 * @param backlogs passes over events that were there before the clock started
 * @param bursts passes over events that were written while the clock ran
 * @param latency null when it was not measured
 * @param differences between the read models and the truth, after all passes
 */
public record Row(
        int replicas,
        List<Pass> backlogs,
        List<Burst> bursts,
        @Nullable LatencyTimes latency,
        LedgerSize ledger,
        List<String> differences) {

    public Row {
        backlogs = List.copyOf(backlogs);
        bursts = List.copyOf(bursts);
        differences = List.copyOf(differences);
    }

    /** The pass whose figures stand for the row. */
    public Pass backlog() {
        return Pass.median(backlogs);
    }

    /** The burst whose figures stand for the row. */
    public Burst burst() {
        Pass median = Pass.median(bursts.stream().map(Burst::pass).toList());
        return bursts.stream()
                .filter(burst -> burst.pass().equals(median))
                .findFirst()
                .orElseThrow();
    }

    public boolean isExact() {
        return differences.isEmpty();
    }
}
