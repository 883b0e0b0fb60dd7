package dev.leat.chaos.judge;

import java.util.List;

/**
 * What the judge found. Immutable.
 *
 * @param events events in the event collection
 * @param missing events that a writer knows to be committed and that the event collection lacks
 * @param examples the first findings in words
 */
public record Verdict(long events, long missing, List<OfProjection> projections, List<String> examples) {

    public Verdict {
        projections = List.copyOf(projections);
        examples = List.copyOf(examples);
    }

    /**
     * What was found in one projection, each event counted.
     *
     * @param effects of events, doubles included
     * @param lost events without an effect
     * @param twice effects beyond the first, and effects of events that there are not
     * @param outOfOrder effects that stand behind a later event of their stream
     */
    public record OfProjection(
            String projection, long documents, long effects, long lost, long twice, long outOfOrder) {}

    public long lost() {
        return missing + projections.stream().mapToLong(OfProjection::lost).sum();
    }

    public long twice() {
        return projections.stream().mapToLong(OfProjection::twice).sum();
    }

    public long outOfOrder() {
        return projections.stream().mapToLong(OfProjection::outOfOrder).sum();
    }

    /** True when nothing was found. */
    public boolean isClean() {
        return lost() + twice() + outOfOrder() == 0;
    }
}
