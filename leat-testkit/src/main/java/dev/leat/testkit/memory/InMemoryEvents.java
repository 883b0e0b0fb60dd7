package dev.leat.testkit.memory;

import dev.leat.event.AppendResult;
import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.FeedItem;
import dev.leat.event.NewEvent;
import dev.leat.event.Position;
import dev.leat.event.Receipt;
import dev.leat.event.StreamId;
import dev.leat.event.UnreadableEvent;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Pointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The event collection of one source, with the history that its change stream remembers. Thread-safe. The data of
 * events is kept by reference: it must be immutable.
 */
public final class InMemoryEvents implements EventStore {

    private final Database database;
    private final String source;
    private final List<StoredEvent> events = new ArrayList<>();
    private final Map<EventId, StoredEvent> byId = new HashMap<>();
    private final Map<StreamId, List<StoredEvent>> streams = new HashMap<>();
    private final Map<EventId, String> spoiled = new HashMap<>();
    private final Map<EventId, Integer> misplaced = new HashMap<>();
    private boolean away;
    private ClusterTime remembersFrom = ClusterTime.ZERO;

    InMemoryEvents(Database database, String source) {
        this.database = database;
        this.source = source;
    }

    @Override
    public AppendResult append(StreamId stream, ExpectedVersion expected, List<NewEvent> newEvents) {
        if (newEvents.isEmpty()) {
            throw new IllegalArgumentException("Append to " + stream + " has no events. Give one or more.");
        }
        return database.locked(() -> {
            Optional<AppendResult> repeated = repeated(stream, newEvents);
            if (repeated.isPresent()) {
                return repeated.get();
            }
            long actual = streams.getOrDefault(stream, List.of()).size();
            if (expected instanceof ExpectedVersion.Exactly exactly && exactly.version() != actual) {
                return new AppendResult.VersionConflict(stream, expected, actual);
            }
            long notBefore = database.clusterTime().value();
            EventId last = store(stream, newEvents);
            database.signal();
            return new AppendResult.Appended(
                    stream,
                    actual + 1,
                    actual + newEvents.size(),
                    false,
                    receipt(stream, last, newEvents.size(), notBefore));
        });
    }

    /** What an earlier append of the same events got; empty when none of them is there. */
    private Optional<AppendResult> repeated(StreamId stream, List<NewEvent> newEvents) {
        Set<EventId> ids = new HashSet<>();
        List<StoredEvent> present = new ArrayList<>();
        for (NewEvent event : newEvents) {
            EventId id = event.id();
            if (id != null && !ids.add(id)) {
                throw new IllegalArgumentException(
                        "Event id " + id + " is twice in one append to " + stream + ". Give each event its own.");
            }
            StoredEvent found = id == null ? null : byId.get(id);
            if (found != null) {
                present.add(found);
            }
        }
        if (present.isEmpty()) {
            return Optional.empty();
        }
        boolean same = present.size() == newEvents.size();
        long first = present.getFirst().version();
        for (int i = 0; i < present.size(); i++) {
            same &= present.get(i).stream().equals(stream) && present.get(i).version() == first + i;
        }
        if (!same) {
            throw new IllegalArgumentException("Of the event ids of an append to " + stream
                    + " some are there already, in another stream, order or number. Give new events new ids.");
        }
        return Optional.of(new AppendResult.Appended(
                stream,
                first,
                first + present.size() - 1,
                true,
                receipt(stream, present.getLast().id(), present.size(), Receipt.UNKNOWN)));
    }

    private Receipt receipt(StreamId stream, EventId last, int size, long notBefore) {
        long notAfter = database.clusterTime().value();
        return new Receipt(source, stream, last.toString(), size, notBefore, notAfter);
    }

    /** Stores events and gives the id of the last one. */
    private EventId store(StreamId stream, List<NewEvent> newEvents) {
        return newEvents.stream().map(event -> store(stream, event)).toList().getLast();
    }

    private EventId store(StreamId stream, NewEvent event) {
        List<StoredEvent> before = streams.computeIfAbsent(stream, id -> new ArrayList<>());
        EventId given = event.id();
        EventId id = given != null ? given : EventId.of(UUID.randomUUID());
        EventType type = event.type();
        StoredEvent stored = new StoredEvent(
                id,
                misplaced.getOrDefault(id, StoredEvent.slotOf(stream)),
                stream,
                before.size() + 1L,
                type != null ? type : EventType.of(event.data().getClass().getSimpleName()),
                event.time() != null ? event.time() : database.now(),
                event.data(),
                event.metadata(),
                database.tick());
        before.add(stored);
        events.add(stored);
        byId.put(stored.id(), stored);
        return id;
    }

    @Override
    public Stream<Event> read(StreamId stream, long fromVersion) {
        return database.locked(() -> streams.getOrDefault(stream, List.of()).stream()
                .filter(event -> event.version() >= fromVersion)
                .map(event -> event.at(Position.START, event.slot()))
                .toList()
                .stream());
    }

    /** How many events there are. */
    public int size() {
        return database.locked(events::size);
    }

    /** Makes the change stream forget everything up to now, as when the oplog has moved on. */
    public void forgetHistory() {
        database.run(() -> {
            remembersFrom = database.tick();
            database.signal();
        });
    }

    /**
     * Renames the collection away, with all its events, or back again: both end the change stream, and while it is away
     * there is an empty collection in its place.
     */
    public void rename(boolean nowAway) {
        database.run(() -> {
            away = nowAway;
            remembersFrom = database.tick();
            database.signal();
        });
    }

    /** Gives an event that is yet to be appended a slot that is not its stream's, as one that has no stream at first. */
    public void misplace(EventId id, int slot) {
        database.run(() -> misplaced.put(id, slot));
    }

    /** Makes an event unreadable until it is mended. */
    public void spoil(EventId id, String reason) {
        database.run(() -> spoiled.put(id, reason));
    }

    /** Makes an event readable again. */
    public void mend(EventId id) {
        database.run(() -> spoiled.remove(id));
    }

    // What follows is called under the lock.

    boolean remembers(ClusterTime time) {
        return !time.isBefore(remembersFrom);
    }

    Optional<Object> stored(EventId id) {
        StoredEvent event = away ? null : byId.get(id);
        return Optional.ofNullable(event == null ? null : event.at(Position.START, event.slot()));
    }

    FeedItem item(Pointer pointer, Position position) {
        StoredEvent event = away ? null : byId.get(pointer.id());
        String reason = event == null ? "The event is gone." : spoiled.get(pointer.id());
        return event == null || reason != null
                ? new UnreadableEvent(position, pointer.id(), pointer.slot(), String.valueOf(reason))
                : event.at(position, pointer.slot());
    }

    /** Events from an index of the collection's own order on. */
    List<StoredEvent> from(int index, int max) {
        int count = Math.min(events.size() - index, max);
        return away || count <= 0 ? List.of() : List.copyOf(events.subList(index, index + count));
    }

    /** The index of the first event committed behind a time. */
    int indexBehind(ClusterTime time) {
        int low = 0;
        int high = events.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (time.isBefore(events.get(middle).committedAt())) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    boolean hasFrom(int index) {
        return !away && index < events.size();
    }
}
