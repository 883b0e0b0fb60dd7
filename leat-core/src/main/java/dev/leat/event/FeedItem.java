package dev.leat.event;

/** What a position of the ledger turned out to hold when it was fetched: an event, or the reason why there is none. */
public sealed interface FeedItem permits Event, UnreadableEvent {

    /** Where the event stands in its source's ledger. */
    Position position();

    EventId id();

    /** The slot that the tailer recorded for the event, 0 to 1023. */
    int slot();
}
