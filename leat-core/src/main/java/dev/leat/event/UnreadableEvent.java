package dev.leat.event;

/**
 * An event that is in the ledger but cannot be given to a projection: a mapped field is missing or of the wrong type,
 * the document is gone or over the size limit, or its data does not decode. It is parked, never skipped. Immutable.
 *
 * @param reason what is wrong, with the field and the value's type, never the payload
 */
public record UnreadableEvent(Position position, EventId id, int slot, String reason) implements FeedItem {}
