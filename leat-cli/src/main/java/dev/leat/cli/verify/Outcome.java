package dev.leat.cli.verify;

import dev.leat.verify.CheckReport;
import dev.leat.verify.Finding;
import dev.leat.verify.Finding.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a check and a watch came to. Immutable.
 *
 * @param slots how many of the slots were judged
 */
record Outcome(String database, int slots, CheckReport report, Watching watching) {

    boolean isClean() {
        return report.isClean() && watching.findings().isEmpty();
    }

    /** How many findings of each kind, in the order of the kinds. */
    Map<Kind, Long> counts() {
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        counts.putAll(report.counts());
        watching.findings().forEach(finding -> counts.merge(finding.kind(), 1L, Long::sum));
        return counts;
    }

    List<Finding> findings() {
        List<Finding> all = new ArrayList<>(report.findings());
        all.addAll(watching.findings());
        return all;
    }
}
