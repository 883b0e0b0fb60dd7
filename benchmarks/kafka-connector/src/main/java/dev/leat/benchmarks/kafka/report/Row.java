package dev.leat.benchmarks.kafka.report;

import dev.leat.benchmarks.measure.Pass;
import dev.leat.benchmarks.measure.Throughput.Burst;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was measured of one contestant with one number of replicas. Immutable.
 *
 * @param replicas of Leat, or consumers of the group
 * @param backlogs passes over events that were there before the clock started
 * @param bursts passes over events that were written while the clock ran
 * @param differences between the read model and the truth, after all passes
 * @param findings of Leat's checker of histories; empty where it has nothing to judge
 */
public record Row(
        Contestant contestant,
        int replicas,
        List<Pass> backlogs,
        List<Burst> bursts,
        List<String> differences,
        OptionalLong findings) {

    public Row {
        backlogs = List.copyOf(backlogs);
        bursts = List.copyOf(bursts);
        differences = List.copyOf(differences);
    }

    /** The pass whose figures stand for the row: the one with the median rate. */
    public Pass pass(Mode mode) {
        return switch (mode) {
            case BACKLOG -> Pass.median(backlogs);
            case BURST -> burst().pass();
        };
    }

    /** The burst whose figures stand for the row. */
    public Burst burst() {
        Pass median = Pass.median(bursts.stream().map(Burst::pass).toList());
        return bursts.stream()
                .filter(burst -> burst.pass().equals(median))
                .findFirst()
                .orElseThrow();
    }

    /** Whether the read model is the fold of the events, by both judges. */
    public boolean isExact() {
        return differences.isEmpty() && findings.orElse(0) == 0;
    }
}
