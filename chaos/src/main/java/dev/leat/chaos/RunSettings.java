package dev.leat.chaos;

import dev.leat.chaos.broker.RouteKind;
import dev.leat.chaos.fault.FaultKind;
import dev.leat.chaos.replica.Broken;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run. Immutable.
 *
 * @param route that events take
 * @param brokers how many, on a route with topics
 * @param duration no fault begins later
 * @param mostFaults no more faults than this
 * @param faults kinds that are drawn from
 * @param eventsPerSecond ceiling for the writers
 * @param broken a promise that the replicas break; null for none
 * @param soak look at all processes, spare the first replica, and strike at a fixed pace
 * @param command what replays it
 */
public record RunSettings(
        RouteKind route,
        int brokers,
        Duration duration,
        int mostFaults,
        long seed,
        Set<FaultKind> faults,
        int replicas,
        int eventsPerSecond,
        @Nullable Broken broken,
        boolean soak,
        String command) {

    public RunSettings {
        faults = Set.copyOf(faults);
    }

    /** Names of the replicas that are there from the start. */
    List<String> names() {
        return java.util.stream.IntStream.rangeClosed(1, replicas)
                .mapToObj(number -> "replica-" + number)
                .toList();
    }
}
