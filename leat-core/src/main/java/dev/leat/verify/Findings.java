package dev.leat.verify;

import dev.leat.verify.Finding.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects findings: counts all, keeps the first of each kind. What could not be judged stands beside them. Confined to
 * the checker's thread.
 */
final class Findings {

    private final int mostOfAKind;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final List<Finding> first = new ArrayList<>();
    private final Set<String> notJudged = new LinkedHashSet<>();

    Findings(int mostOfAKind) {
        this.mostOfAKind = mostOfAKind;
    }

    void add(Kind kind, String subject, String detail) {
        if (counts.merge(kind, 1L, Long::sum) <= mostOfAKind) {
            first.add(new Finding(kind, subject, detail));
        }
    }

    /** Says once what is left open, and why. */
    void cannotJudge(String what) {
        notJudged.add(what);
    }

    Map<Kind, Long> counts() {
        return counts;
    }

    List<Finding> first() {
        return first;
    }

    List<String> notJudged() {
        return List.copyOf(notJudged);
    }
}
