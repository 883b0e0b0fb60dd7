package dev.leat.testkit.simulation;

import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.ledger.SourceId;
import dev.leat.partition.Slots;
import dev.leat.projection.Fold;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.readmodel.DocumentChange;
import dev.leat.testkit.memory.InMemoryEvents;
import dev.leat.testkit.simulation.Happened.Trouble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events and the projections of a run, and which of them fail. Owns the clock of failures. Confined to the
 * simulation's thread.
 *
 * <p>Only events of streams with an even number can be unreadable or unkeyed, and only those with an odd number delete:
 * what is applied late is out of order, and of a document that was deleted meanwhile nobody could say what it must be.
 * For the same reason nothing deletes where the collection can be renamed away.
 */
final class Scenario {

    static final SourceId SOURCE = SourceId.of("events");
    private static final EventType TYPE = EventType.of("Happened");
    private static final int CONTENT_KEYS = 7;

    private final Plan plan;
    private final Chance chance;
    private final SimulatedTime time;
    private final InMemoryEvents collection;
    private final List<Projection<?>> projections = new ArrayList<>();
    private final Map<EventId, Appended> appended = new HashMap<>();
    private final Set<EventId> mendedEvents = new HashSet<>();
    private final int[] versions;
    private boolean calm;
    private boolean mended;

    /** An event of the run. */
    record Appended(EventId id, StreamId stream, long version, Happened data) {}

    /** What a fold throws; without a stack trace, which would cost more than a step. */
    private static final class Trial extends Exception {
        private static final long serialVersionUID = 1L;

        private Trial() {
            super("simulated failure of a fold", null, false, false);
        }
    }

    Scenario(Plan plan, Chance chance, SimulatedTime time, InMemoryEvents collection) {
        this.plan = plan;
        this.chance = chance;
        this.time = time;
        this.collection = collection;
        this.versions = new int[plan.streams()];
        int kinds = chance.between(1, 7);
        if ((kinds & 1) != 0) {
            projections.add(byStream("streams"));
        }
        if ((kinds & 2) != 0) {
            projections.add(byOneKey());
        }
        if ((kinds & 4) != 0) {
            projections.add(bySeveralKeys());
        }
        if (plan.lateProjection()) {
            projections.add(byStream("late"));
        }
    }

    /** Those that a replica started now would host. */
    List<Projection<?>> projectionsNow() {
        boolean late = plan.lateProjection() && (calm || time.now() > plan.chaosNanos() / 2);
        return plan.lateProjection() && !late ? projections.subList(0, projections.size() - 1) : projections;
    }

    List<Projection<?>> projections() {
        return projections;
    }

    private Projection<Trail> byStream(String name) {
        int bit = projections.size();
        return Projection.named(name)
                .into(name, Trail.class)
                .partitions(chance.between(4, 8))
                .startingWith(Trail.EMPTY)
                .on(Happened.class, fold(bit, true))
                .build();
    }

    private Projection<Trail> byOneKey() {
        int bit = projections.size();
        return Projection.named("keys")
                .into("keys", Trail.class)
                .partitions(chance.between(4, 8))
                .startingWith(Trail.EMPTY)
                .keyedBy(event -> keysOf(event).stream().findFirst())
                .on(Happened.class, fold(bit, false))
                .build();
    }

    private Projection<Trail> bySeveralKeys() {
        int bit = projections.size();
        return Projection.named("several")
                .into("several", Trail.class)
                .partitions(chance.between(4, 8))
                .startingWith(Trail.EMPTY)
                .keyedByAll(this::keysOf)
                .on(Happened.class, fold(bit, false))
                .build();
    }

    private List<Key> keysOf(Event event) {
        Happened data = (Happened) event.data();
        if (data.trouble() == Trouble.UNKEYED && !mended && !mendedEvents.contains(event.id())) {
            throw new IllegalStateException("simulated failure of a key function");
        }
        return data.keys();
    }

    private Fold<Trail, Happened> fold(int bit, boolean removing) {
        return (trail, data, event) -> {
            if ((data.troubled() & 1 << bit) != 0 && fails(data)) {
                throw new Trial();
            }
            return after(removing, trail, data, event.id());
        };
    }

    private static @Nullable Trail after(boolean removing, Trail trail, Happened data, EventId id) {
        return removing && data.removes() ? null : trail.with(effect(data, id));
    }

    private static int effect(Happened data, EventId id) {
        return data.edited() ? ~id.hashCode() : id.hashCode();
    }

    /** What an event adds to a trail. */
    static int effect(Appended event) {
        return effect(event.data(), event.id());
    }

    /** The document after an event, when nothing fails. */
    static @Nullable Trail after(Projection<?> projection, @Nullable Trail before, Appended event) {
        boolean removing = isByStream(projection);
        return after(removing, before == null ? Trail.EMPTY : before, event.data(), event.id());
    }

    static boolean isByStream(Projection<?> projection) {
        return projection.keying() instanceof dev.leat.projection.Keying.ByStream;
    }

    private boolean fails(Happened data) {
        return switch (data.trouble()) {
            case NONE, UNKEYED, UNREADABLE, STRAYED -> false;
            case PASSING -> !mended && time.now() < data.until();
            case FLAKY -> !calm && chance.of(0.5);
            case POISON -> !mended;
        };
    }

    /** Appends an event to some stream. */
    Appended append() {
        int number = chance.below(versions.length);
        StreamId stream = StreamId.of("s" + number);
        long version = ++versions[number];
        List<Key> keys = new ArrayList<>();
        for (int i = chance.below(4); i > 0; i--) {
            keys.add(Key.of("k" + chance.below(CONTENT_KEYS)));
        }
        boolean removes = !plan.renames() && number % 2 == 1 && chance.of(0.2);
        Trouble trouble = trouble(number);
        Happened data = new Happened(
                removes,
                keys,
                trouble,
                chance.below(16),
                time.now() + chance.nanosBelow(10 * SimulatedTime.SECOND),
                false);
        Appended event = new Appended(EventId.of(stream + "#" + version), stream, version, data);
        appended.put(event.id(), event);
        if (trouble == Trouble.UNREADABLE && chance.of(0.7)) {
            spoil(event);
        }
        if (trouble == Trouble.STRAYED) {
            collection.misplace(event.id(), Slots.of(event.id().toString()));
            spoil(event);
        }
        collection.append(
                stream,
                ExpectedVersion.exactly(version - 1),
                List.of(NewEvent.of(TYPE, data).withId(event.id())));
        return event;
    }

    private Trouble trouble(int stream) {
        if (!chance.of(plan.trouble())) {
            return Trouble.NONE;
        }
        return chance.oneOf(
                stream % 2 == 0
                        ? List.of(
                                Trouble.PASSING,
                                Trouble.FLAKY,
                                Trouble.FLAKY,
                                Trouble.POISON,
                                Trouble.UNKEYED,
                                Trouble.UNREADABLE,
                                Trouble.STRAYED)
                        : List.of(Trouble.PASSING, Trouble.FLAKY, Trouble.POISON));
    }

    /** What somebody puts in the place of an event, of a true key or of none; now and then it fails as well. */
    Appended edited(Appended event, boolean ofTrueKey) {
        Happened data = event.data();
        List<Key> keys = ofTrueKey ? data.keys() : List.of(Key.of("k" + chance.below(CONTENT_KEYS)));
        Trouble trouble = data.trouble() == Trouble.POISON && chance.of(0.3) ? Trouble.POISON : Trouble.NONE;
        return new Appended(event.id(), event.stream(), event.version(), data.edited(keys, trouble));
    }

    Appended find(EventId id) {
        return Objects.requireNonNull(appended.get(id), () -> "No event " + id);
    }

    int size() {
        return appended.size();
    }

    /** Makes an event unreadable, unless it was mended. */
    void spoil(Appended event) {
        if (!mended && !mendedEvents.contains(event.id())) {
            collection.spoil(event.id(), "simulated damage");
        }
    }

    /** Makes the keys of one event known. */
    void mend(Appended event) {
        mendedEvents.add(event.id());
        collection.mend(event.id());
    }

    /** Whether the collection can be renamed away, so that every event may be unreadable for a while. */
    boolean renames() {
        return plan.renames();
    }

    /** Whether there may be times at which an event's keys cannot be known. */
    boolean mayBeUnkeyed(Projection<?> projection, Appended event) {
        Trouble trouble = event.data().trouble();
        return plan.renames()
                || trouble == Trouble.UNREADABLE
                || trouble == Trouble.STRAYED
                || (trouble == Trouble.UNKEYED && !isByStream(projection));
    }

    /** The true keys of an event. */
    static List<Key> keysOf(Projection<?> projection, Appended event) {
        if (isByStream(projection)) {
            return List.of(Key.of(event.stream().value()));
        }
        List<Key> keys = event.data().keys().stream().distinct().toList();
        boolean one = projection.id().name().equals("keys");
        return one && keys.size() > 1 ? keys.subList(0, 1) : keys;
    }

    /** Why the store refuses a document; some look as if they were too large, until they are mended. */
    Optional<String> refusal(DocumentChange change) {
        boolean refused = !mended
                && plan.refusals() > 0
                && change.after() instanceof Trail trail
                && (trail.chain() & 1023) < 1024 * plan.refusals();
        return refused ? Optional.of("simulated refusal") : Optional.empty();
    }

    boolean refuses() {
        return plan.refusals() > 0 && !mended;
    }

    /** Ends what fails by chance. */
    void calmDown() {
        calm = true;
    }

    boolean isCalm() {
        return calm;
    }

    /** Ends what fails for good. */
    void mend() {
        mended = true;
        appended.keySet().forEach(collection::mend);
    }

    /** Whether something goes wrong with an event that time alone does not mend within a retry budget. */
    boolean isTroubled(Appended event) {
        return !mended && (plan.renames() || event.data().trouble() != Trouble.NONE);
    }

    boolean isMended() {
        return mended;
    }
}
