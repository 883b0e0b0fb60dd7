package dev.leat.kafka.format;

import dev.leat.event.Event;

/**
 * Writes events into records and reads them back. Thread-safe.
 *
 * <p>The data of the events is a {@link org.bson.BsonDocument} as the event store has it, before upcasting. What is
 * written is read back equal, types of numbers included. Place in the ledger, slot and identity travel in headers of
 * the route, which formats neither write nor read.
 */
public interface EventFormat {

    /**
     * Makes ready to write, before the first record. Where a schema registry is used, it is asked here; it may block.
     * Whatever is thrown here would be thrown by the first {@link #encode}.
     */
    default void prepare() {}

    /** The record of an event, its key being the stream. */
    Encoded encode(Event event);

    /**
     * The event in a record. Position and slot are those that the caller found in the headers.
     *
     * @throws UnreadableRecordException when the record is none of this format, naming what is wrong and never the payload
     */
    Event decode(Encoded record, Placed placed);
}
