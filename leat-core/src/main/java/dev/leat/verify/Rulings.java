package dev.leat.verify;

import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.ledger.EventFeed;
import dev.leat.ledger.SourceId;
import dev.leat.park.ParkAction;
import dev.leat.park.Ruling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rulings of a projection, by the events that they are about. Confined to the checker's thread. */
final class Rulings {

    private final Map<Position, List<Ruling>> at = new HashMap<>();
    private final EventFeed feed;
    private final SourceId source;

    /**
     * Sorts rulings.
     *
     * @param feed reads replacements, which stand in no collection of events
     */
    Rulings(List<Ruling> rulings, EventFeed feed, SourceId source) {
        this.feed = feed;
        this.source = source;
        rulings.forEach(ruling -> at.computeIfAbsent(ruling.event().position(), position -> new ArrayList<>())
                .add(ruling));
    }

    /** Those about the event at a position. */
    List<Ruling> at(Position position) {
        return at.getOrDefault(position, List.of());
    }

    /** What takes effect in an event's place; empty when nothing does. */
    Optional<FeedItem> replacement(FeedItem event, Ruling ruling) {
        return ruling.request().action() instanceof ParkAction.Edit edit
                ? Optional.of(feed.replaced(source, event, edit.replacement()))
                : Optional.empty();
    }
}
