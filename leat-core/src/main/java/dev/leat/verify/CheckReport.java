package dev.leat.verify;

import dev.leat.verify.Finding.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The verdict of a check. Immutable.
 *
 * @param events events of the ledgers that were compared with their collections
 * @param waiting events that are committed and that no tailer has taken up yet; they are no finding
 * @param applied how often an event took effect in a document that was judged
 * @param queued events that wait in the queues of parked keys
 * @param rulings events that somebody discarded or replaced, once for each key that they were parked under
 * @param documents documents that were compared with the fold
 * @param counts how many findings of each kind, all of them
 * @param findings the first ones of each kind, with words
 * @param notJudged what could not be judged, and why
 */
public record CheckReport(
        long events,
        long waiting,
        long applied,
        long queued,
        long rulings,
        long documents,
        Map<Kind, Long> counts,
        List<Finding> findings,
        List<String> notJudged) {

    private static final Set<Kind> LOST =
            Set.of(Kind.EVENT_NOT_IN_LEDGER, Kind.EVENT_SKIPPED, Kind.EVENT_LOST, Kind.DOCUMENT_MISSING);
    private static final Set<Kind> TWICE =
            Set.of(Kind.EVENT_TWICE_IN_LEDGER, Kind.EVENT_TWICE, Kind.DOCUMENT_UNEXPLAINED);

    public CheckReport {
        counts = Map.copyOf(counts);
        findings = List.copyOf(findings);
        notJudged = List.copyOf(notJudged);
    }

    /** True when nothing was found; see also {@link #notJudged}. */
    public boolean isClean() {
        return counts.isEmpty();
    }

    /** Findings that mean a loss. */
    public long lost() {
        return count(LOST);
    }

    /** Findings that mean a double effect. */
    public long twice() {
        return count(TWICE);
    }

    private long count(Set<Kind> kinds) {
        return kinds.stream().mapToLong(kind -> counts.getOrDefault(kind, 0L)).sum();
    }
}
