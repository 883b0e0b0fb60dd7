package dev.leat.examples.onlineretail.load;

import dev.leat.event.AppendResult;
import dev.leat.event.AppendResult.Appended;
import dev.leat.event.AppendResult.VersionConflict;
import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
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
            return new Appended(stream, at + 1, at + ids.size(), true);
        }
        if (expected instanceof ExpectedVersion.Exactly exactly && exactly.version() != there.size()) {
            return new VersionConflict(stream, expected, there.size());
        }
        there.addAll(ids);
        return new Appended(stream, there.size() - ids.size() + 1L, there.size(), false);
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
