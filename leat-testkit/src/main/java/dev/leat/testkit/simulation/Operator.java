package dev.leat.testkit.simulation;

import dev.leat.batch.Keyer;
import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.park.ParkAction;
import dev.leat.park.ParkRequest;
import dev.leat.park.ParkSelection;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.testkit.simulation.Scenario.Appended;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Somebody who looks at parked keys and decides about them. Confined to the simulation's thread. */
final class Operator {

    private final World world;
    private final Chance chance;
    private long requests;

    Operator(World world) {
        this.world = world;
        this.chance = world.chance();
    }

    /** Asks to retry everything that is parked. */
    void retryAll() {
        for (Projection<?> projection : world.scenario().projections()) {
            ask(
                    new ParkSelection.All(projection.id()),
                    new ParkAction.Retry(),
                    world.stores().parked().parked(projection.id()));
        }
    }

    /** Discards or edits what failed first of some key, if any is parked. */
    void decide() {
        Projection<?> projection = chance.oneOf(world.scenario().projections());
        List<ParkedKey> parked = world.stores().parked().parked(projection.id());
        if (parked.isEmpty()) {
            return;
        }
        ParkedKey seen = parked.get(chance.below(parked.size()));
        boolean allParts = chance.of(0.7);
        List<ParkedKey> selected = parked.stream()
                .filter(key -> allParts
                        ? Keyer.subjectOf(key.key()).equals(Keyer.subjectOf(seen.key()))
                        : key.key().equals(seen.key()))
                .filter(key -> key.failedAt().equals(seen.failedAt()))
                .toList();
        Set<Key> keys = selected.stream().map(ParkedKey::key).collect(Collectors.toSet());
        ask(new ParkSelection.Keys(projection.id(), keys, seen.failedAt()), decision(projection, seen), selected);
    }

    private ParkAction decision(Projection<?> projection, ParkedKey seen) {
        List<ParkedEvent> queue = world.stores().parked().queue(projection.id(), seen.key(), 1);
        Violation.unless(!queue.isEmpty(), () -> seen + " is parked, and no event of it is");
        EventId id = queue.getFirst().id();
        Object document = chance.of(0.5)
                ? null
                : world.stores().feed().stored(Scenario.SOURCE, id).orElse(null);
        if (!(document instanceof Event event)) {
            return new ParkAction.Discard();
        }
        boolean ofTrueKey = !seen.key().value().startsWith("event:");
        Appended edited = world.scenario().edited(world.scenario().find(id), ofTrueKey);
        return new ParkAction.Edit(new Event(
                event.position(),
                id,
                event.slot(),
                event.stream(),
                event.version(),
                event.type(),
                event.time(),
                edited.data(),
                event.metadata()));
    }

    private void ask(ParkSelection selection, ParkAction action, List<ParkedKey> selected) {
        ParkRequest request = new ParkRequest("r" + ++requests, action, "simulation", "to see what comes of it");
        world.trace().add(() -> "asked: " + request + " of " + selection);
        world.truth().requests().asked(request, selected);
        int asked = world.stores().parked().request(selection, request);
        Violation.unless(
                asked == selected.size(), () -> request + " was stored in " + asked + " keys, not in " + selected);
    }
}
