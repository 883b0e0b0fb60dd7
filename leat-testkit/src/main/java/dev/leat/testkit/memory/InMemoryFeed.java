package dev.leat.testkit.memory;

import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.event.UnreadableEvent;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.SourceId;
import dev.leat.partition.SlotSet;
import dev.leat.verify.VerifiableStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The events behind the positions of {@link InMemoryLedger}. Thread-safe. */
final class InMemoryFeed implements VerifiableStores.FreshFeed {

    private final Database database;
    private final InMemoryLedger ledger;
    private final Function<SourceId, InMemoryEvents> collections;

    InMemoryFeed(Database database, InMemoryLedger ledger, Function<SourceId, InMemoryEvents> collections) {
        this.database = database;
        this.ledger = ledger;
        this.collections = collections;
    }

    @Override
    public Slice read(SourceId source, Position after, Position upTo, SlotSet slots, int maxEvents) {
        InMemoryEvents events = collections.apply(source);
        return database.locked(() -> {
            Position end = ledger.last(source).min(upTo);
            List<FeedItem> items = new ArrayList<>();
            Position at = after;
            while (at.isBefore(end) && items.size() < maxEvents) {
                at = at.plus(1);
                Pointer pointer = ledger.pointer(source, at);
                if (slots.contains(pointer.slot())) {
                    items.add(events.item(pointer, at));
                }
            }
            return new Slice(items, at, at.isBefore(ledger.last(source)));
        });
    }

    @Override
    public List<FeedItem> fetch(SourceId source, List<Position> positions) {
        InMemoryEvents events = collections.apply(source);
        return database.locked(() -> positions.stream()
                .map(position -> events.item(ledger.pointer(source, position), position))
                .toList());
    }

    @Override
    public Optional<Object> stored(SourceId source, EventId id) {
        return database.locked(() -> collections.apply(source).stored(id));
    }

    @Override
    public FeedItem replaced(SourceId source, FeedItem event, Object replacement) {
        if (!(replacement instanceof Event changed) || !changed.id().equals(event.id())) {
            String reason = "It must be an Event with id " + event.id() + ", as the store keeps it";
            return new UnreadableEvent(event.position(), event.id(), event.slot(), reason);
        }
        return new Event(
                event.position(),
                event.id(),
                event.slot(),
                changed.stream(),
                changed.version(),
                changed.type(),
                changed.time(),
                changed.data(),
                changed.metadata());
    }

    /** Nothing is kept open: it remembers nothing either. */
    @Override
    public void close() {}
}
