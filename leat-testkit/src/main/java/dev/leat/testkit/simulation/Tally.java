package dev.leat.testkit.simulation;

import java.util.EnumMap;
import java.util.Map;

/** Counts what happens in a run. Confined to the simulation's thread. */
final class Tally {

    private final Map<Occurrence, Long> counts = new EnumMap<>(Occurrence.class);

    void count(Occurrence occurrence) {
        counts.merge(occurrence, 1L, Long::sum);
    }

    Map<Occurrence, Long> counts() {
        return Map.copyOf(counts);
    }
}
