package dev.leat.testkit.simulation;

import dev.leat.event.Position;
import dev.leat.partition.Slots;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.testkit.simulation.Scenario.Appended;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must be true of one key of one projection: the events that arrived, in ledger order, and the document after each of them. */
final class KeyTruth {

    private final Projection<?> projection;
    private final Key key;
    private final int partition;
    private final List<Position> positions = new ArrayList<>();
    private final List<Appended> events = new ArrayList<>();
    private final List<@Nullable Trail> documents = new ArrayList<>();
    private Trail late = Trail.EMPTY;

    KeyTruth(Projection<?> projection, Key key) {
        this.projection = projection;
        this.key = key;
        this.partition = projection.partitioning().partitionOf(Slots.of(key.value()));
        documents.add(null);
    }

    Key key() {
        return key;
    }

    int partition() {
        return partition;
    }

    /** The partition's checkpoint has passed the next event. */
    void arrive(Position position, Appended event) {
        positions.add(position);
        events.add(event);
        documents.add(Scenario.after(projection, documents.getLast(), event));
    }

    /** An event that arrived counts no more, or another one in its place. */
    void rule(Position position, @Nullable Appended replacement) {
        int index = positions.indexOf(position);
        Violation.unless(index >= 0, () -> this + " was ruled at " + position + ", where nothing arrived for it");
        if (replacement == null) {
            positions.remove(index);
            events.remove(index);
        } else {
            events.set(index, replacement);
        }
        documents.subList(index + 1, documents.size()).clear();
        for (Appended event : events.subList(index, events.size())) {
            documents.add(Scenario.after(projection, documents.getLast(), event));
        }
    }

    /** An event whose key could not be known at first took effect, out of order. */
    void addLate(Appended event) {
        late = late.with(Scenario.effect(event));
    }

    /** Checks that the document is the fold of all that arrived, but for the queue, which must be the rest. */
    void check(List<Position> queue, boolean parked, @Nullable Trail document) {
        int arrived = positions.size();
        int applied = arrived - queue.size();
        boolean queueIsTheRest =
                applied >= 0 && positions.subList(applied, arrived).equals(queue);
        Violation.unless(
                queueIsTheRest,
                () -> "queue of " + this + " holds " + queue + " of the arrived " + positions.subList(0, arrived));
        Violation.unless(queue.isEmpty() || parked, () -> "events " + queue + " queue for " + this + ", not parked");
        Trail expected = documents.get(applied);
        boolean equal;
        if (late.count() == 0) {
            equal = expected == null ? document == null : expected.equals(document);
        } else {
            long count = late.count() + (expected == null ? 0 : expected.count());
            long sum = late.sum() + (expected == null ? 0 : expected.sum());
            equal = document != null && document.count() == count && document.sum() == sum;
        }
        Violation.unless(
                equal,
                () -> "document of " + this + " is " + document + " and must be " + expected + " plus late " + late
                        + ": the fold of " + positions.subList(0, applied) + "; queue " + queue);
    }

    @Override
    public String toString() {
        return projection + " key " + key + " (partition " + partition + ")";
    }
}
