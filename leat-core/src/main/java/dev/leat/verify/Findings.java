package dev.leat.verify;

import dev.leat.verify.Finding.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects findings: counts all, keeps the first. Confined to the checker's thread. */
final class Findings {

    private final int limit;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final List<Finding> first = new ArrayList<>();

    Findings(int limit) {
        this.limit = limit;
    }

    void add(Kind kind, String subject, String detail) {
        counts.merge(kind, 1L, Long::sum);
        if (first.size() < limit) {
            first.add(new Finding(kind, subject, detail));
        }
    }

    Map<Kind, Long> counts() {
        return counts;
    }

    List<Finding> first() {
        return first;
    }
}
