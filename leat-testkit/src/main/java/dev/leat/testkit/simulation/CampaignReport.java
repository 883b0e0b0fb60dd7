package dev.leat.testkit.simulation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What happened in many simulations. Immutable.
 *
 * @param seeds how many ended well
 * @param occurrences how often each kind of thing happened in them
 * @param failures those that did not end well
 */
public record CampaignReport(
        long seeds,
        long steps,
        long events,
        long commits,
        Map<Occurrence, Long> occurrences,
        List<SimulationFailure> failures) {

    /** Nothing ran. */
    public static final CampaignReport EMPTY = new CampaignReport(0, 0, 0, 0, Map.of(), List.of());

    public CampaignReport {
        occurrences = Map.copyOf(occurrences);
        failures = List.copyOf(failures);
    }

    /** How often something happened. */
    public long count(Occurrence occurrence) {
        return occurrences.getOrDefault(occurrence, 0L);
    }

    CampaignReport plus(SimulationReport run) {
        return plus(new CampaignReport(1, run.steps(), run.events(), run.commits(), run.occurrences(), List.of()));
    }

    CampaignReport plus(CampaignReport other) {
        Map<Occurrence, Long> both = new EnumMap<>(Occurrence.class);
        both.putAll(occurrences);
        other.occurrences.forEach((occurrence, count) -> both.merge(occurrence, count, Long::sum));
        return new CampaignReport(
                seeds + other.seeds,
                steps + other.steps,
                events + other.events,
                commits + other.commits,
                both,
                failures);
    }

    CampaignReport with(List<SimulationFailure> newFailures) {
        return new CampaignReport(seeds, steps, events, commits, occurrences, newFailures);
    }
}
