package dev.leat.internal;

import dev.leat.lease.Ownership;
import java.util.List;
import java.util.Set;

/**
 * What the member task wants of a projection task. Immutable.
 *
 * @param observation counts what was observed, so that nothing is claimed twice on the same observation
 * @param wanted numbers of the partitions that are to be owned here
 * @param claimable those of them that nobody stands in the way of, as observed
 * @param parkRequests changes when somebody asked something about a parked key
 * @param rebuild whether this version is built beside a live one
 */
public record Directive(
        long observation, Set<Integer> wanted, List<Ownership> claimable, long parkRequests, boolean rebuild) {

    public static final Directive NOTHING = new Directive(0, Set.of(), List.of(), 0, false);

    public Directive {
        wanted = Set.copyOf(wanted);
        claimable = List.copyOf(claimable);
    }
}
