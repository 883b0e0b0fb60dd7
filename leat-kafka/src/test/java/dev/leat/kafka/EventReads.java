package dev.leat.kafka;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Counts how often a client reads the event collection. Thread-safe. */
final class EventReads implements CommandListener {

    private static final BsonValue EVENTS = new BsonString("events");

    private final AtomicInteger finds = new AtomicInteger();
    private final AtomicInteger changeStreams = new AtomicInteger();

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (EVENTS.equals(event.getCommand().get("find"))) {
            finds.incrementAndGet();
        }
        if (EVENTS.equals(event.getCommand().get("aggregate"))) {
            changeStreams.incrementAndGet();
        }
    }

    int finds() {
        return finds.get();
    }

    /** Those of a tailer, whose replica gets the events with them. */
    int changeStreams() {
        return changeStreams.get();
    }
}
