package dev.leat.examples.onlineretail.load;

import dev.leat.event.AppendResult;
import dev.leat.event.AppendResult.Appended;
import dev.leat.event.AppendResult.VersionConflict;
import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.Receipt;
import dev.leat.event.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** An event store in memory with the contract's conflicts and its idempotency. Thread-safe. */
final class RecordingStore implements EventStore {

    private final Map<StreamId, List<EventId>> streams = new HashMap<>();
    private int appends;

    @Override
    public synchronized AppendResult append(StreamId stream, ExpectedVersion expected, List<NewEvent> events) {
        appends++;
        List<EventId> ids =
                events.stream().map(event -> Objects.requireNonNull(event.id())).toList();
        List<EventId> there = streams.computeIfAbsent(stream, id -> new ArrayList<>());
        int at = there.indexOf(ids.getFirst());
        if (at >= 0 && there.subList(at, at + ids.size()).equals(ids)) {
            return appended(stream, at + 1, at + ids.size(), true, ids);
        }
        if (expected instanceof ExpectedVersion.Exactly exactly && exactly.version() != there.size()) {
            return new VersionConflict(stream, expected, there.size());
        }
        there.addAll(ids);
        return appended(stream, there.size() - ids.size() + 1L, there.size(), false, ids);
    }

    private static Appended appended(StreamId stream, long first, long last, boolean repeated, List<EventId> ids) {
        Receipt receipt = new Receipt("events", stream, ids.getLast().toString(), ids.size(), Receipt.UNKNOWN, 0);
        return new Appended(stream, first, last, repeated, receipt);
    }

    @Override
    public Stream<Event> read(StreamId stream, long fromVersion) {
        throw new IllegalStateException("A load does not read.");
    }

    synchronized Map<StreamId, List<EventId>> streams() {
        return new HashMap<>(streams);
    }

    synchronized int appends() {
        return appends;
    }
}
