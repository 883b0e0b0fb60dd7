package dev.leat.examples.onlineretail.load;

import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import java.time.Instant;
import java.util.Map;

/**
 * One event as it stands in the file. Immutable as long as {@code data} is.
 *
 * @param line number of its line, from 1, which is its identity: a file loaded again writes nothing twice
 * @param data a {@link dev.leat.examples.onlineretail.events.RetailEvent}, or a BSON document for a type unknown here
 */
record ReadEvent(long line, StreamId stream, EventType type, Instant time, Object data) {

    NewEvent toNewEvent() {
        return new NewEvent(EventId.of(line), type, time, data, Map.of());
    }
}
